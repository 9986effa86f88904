package org.cloister.plugins.secagg;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.Interpolation;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;

/**
 * Finds the masks that are left in a sum: those of the survivors' own, and for each site that
 * dropped out after it was dealt with, those that it has with surviving neighbours. Masks between
 * two that dropped out were never in the sum.
 */
record Unmasking(HubParty party, Dealt dealt, Recovery recovery, Map<Integer, ShareKind> kinds) {

  /**
   * Adds to {@code masks} what has to be added to the sum, and subtracts what was added.
   *
   * @param byHolder checked shares by holder, of each dealer at least threshold
   * @throws CloisterException if a dealer lied; it is blamed
   */
  void masks(SortedMap<Integer, Map<Integer, SecretBytes>> byHolder, Masks masks) {
    Map<List<Integer>, Interpolation> known = new HashMap<>();
    kinds.forEach(
        (dealer, kind) -> {
          if (recovery.needed(dealer)) {
            try (SecretBytes seed = seed(dealer, byHolder, known)) {
              if (kind == ShareKind.SELF_MASK) {
                survivor(dealer, seed, masks);
              } else {
                dropped(dealer, seed, masks);
              }
            } catch (CloisterException e) {
              party.blame(dealer, e.code());
              throw e;
            }
          }
        });
  }

  /** Coefficients depend on the places of the holders alone, which are mostly the same. */
  private SecretBytes seed(
      int dealer,
      SortedMap<Integer, Map<Integer, SecretBytes>> byHolder,
      Map<List<Integer>, Interpolation> known) {
    List<Integer> holders =
        recovery.holders(dealer, byHolder.keySet()).stream().limit(recovery.threshold()).toList();
    List<Integer> numbers =
        holders.stream().map(holder -> dealt.graph().place(dealer, holder) + 1).toList();
    List<SecretBytes> shares =
        holders.stream()
            .map(holder -> Objects.requireNonNull(byHolder.get(holder)).get(dealer))
            .map(Objects::requireNonNull)
            .toList();
    return known.computeIfAbsent(numbers, Interpolation::atZero).apply(shares);
  }

  private void survivor(int site, SecretBytes seed, Masks masks) {
    Bytes committed = dealt.dealing(site).selfSeed();
    party.checks.selfSeed(committed, Dealing.selfSeedDigest(dealt.keys(), site, seed));
    masks.subtract(Derivations.selfMask(seed, dealt.keys(), site));
  }

  private void dropped(int site, SecretBytes seed, Masks masks) {
    try (ExchangeKey key = Derivations.maskKey(seed, party.terms)) {
      party.checks.maskKey(dealt.offer(site).mask(), key);
      for (int survivor : recovery.holders(site, recovery.survivors())) {
        MaskStream mask = pairMask(site, survivor, key);
        if (survivor < site) {
          masks.subtract(mask);
        } else {
          masks.add(mask);
        }
      }
    }
  }

  /** With the key of {@code site}; what it sent, if it was the first, must follow from that. */
  private MaskStream pairMask(int site, int survivor, ExchangeKey key) {
    Pair pair = Pair.of(dealt.keys(), site, survivor);
    Bytes peer = dealt.offer(survivor).mask();
    Bytes sent = dealt.sent(pair);
    if (pair.first() == site) {
      party.checks.sent(sent, Pair.sent(dealt.keys(), site, survivor, key, peer));
    }
    return pair.mask(site, key, peer, sent);
  }
}
