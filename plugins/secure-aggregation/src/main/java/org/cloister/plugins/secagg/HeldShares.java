package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/** The shares that a site was dealt, of both kinds, by dealer. Closing wipes them. */
final class HeldShares implements AutoCloseable {
  private final Map<Integer, SecretBytes> maskKeys = new TreeMap<>();
  private final Map<Integer, SecretBytes> selfMasks = new TreeMap<>();

  /** Takes what an envelope held, and wipes that. */
  void put(int dealer, SecretBytes both) {
    int each = BodyReader.DIGEST;
    maskKeys.put(
        dealer, both.use(bytes -> SecretBytes.copyOf(java.util.Arrays.copyOf(bytes, each))));
    selfMasks.put(
        dealer,
        both.use(
            bytes -> SecretBytes.copyOf(java.util.Arrays.copyOfRange(bytes, each, bytes.length))));
    both.close();
  }

  SecretBytes share(int dealer, ShareKind kind) {
    return Objects.requireNonNull((kind == ShareKind.MASK_KEY ? maskKeys : selfMasks).get(dealer));
  }

  /** One share a dealer and never two: that of its mask key only if it is not a survivor. */
  Reveal reveal(Set<Integer> survivors) {
    List<Reveal.Share> shares = new ArrayList<>();
    for (int dealer : maskKeys.keySet()) {
      ShareKind kind = survivors.contains(dealer) ? ShareKind.SELF_MASK : ShareKind.MASK_KEY;
      shares.add(new Reveal.Share(dealer, share(dealer, kind).use(Bytes::of)));
    }
    return new Reveal(shares);
  }

  @Override
  public void close() {
    maskKeys.values().forEach(SecretBytes::close);
    selfMasks.values().forEach(SecretBytes::close);
  }
}
