package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/**
 * The hub's last step: with threshold shares of each dealer it takes the masks off. Shares are
 * checked against what their dealers signed as they come, so that none is needed beyond the
 * threshold.
 */
final class HubReveals implements HubStep {
  private final HubParty party;
  private final Dealt dealt;
  private final Recovery recovery;
  private final List<Integer> survivors;
  private final List<IntVector> vectors;
  private final Set<Integer> asked;
  private final Map<Integer, ShareKind> kinds;
  private final TreeMap<Integer, Map<Integer, SecretBytes>> byHolder = new TreeMap<>();
  private final Masks masks;

  HubReveals(
      HubParty party, Dealt dealt, Recovery recovery, List<IntVector> vectors, Set<Integer> asked) {
    this.party = party;
    this.dealt = dealt;
    this.recovery = recovery;
    this.survivors = recovery.survivors().stream().sorted().toList();
    this.vectors = vectors;
    this.asked = new TreeSet<>(asked);
    this.kinds = dealt.kinds(survivors);
    this.masks = new Masks(party.terms.plan().modulusBits());
  }

  @Override
  public String expects() {
    return Steps.REVEAL;
  }

  @Override
  public Set<Integer> asked() {
    return asked;
  }

  @Override
  public Set<Integer> answered() {
    return byHolder.keySet();
  }

  @Override
  public int enough() {
    return party.terms.shareThreshold();
  }

  @Override
  public boolean sufficient() {
    return recovery.possible(byHolder.keySet());
  }

  @Override
  public boolean early() {
    return true;
  }

  @Override
  public Duration limit() {
    return party.terms.stepLimit();
  }

  @Override
  public void take(int site, SessionMessage message) {
    Reveal reveal = Reveal.decode(message.body(), party.terms.sites());
    if (!reveal.shares().stream()
        .map(Reveal.Share::dealer)
        .toList()
        .equals(dealt.dealersTo(site))) {
      throw BodyReader.malformed(
          "one share of each dealer to this site, in the order of the roster");
    }
    Map<Integer, SecretBytes> shares = new TreeMap<>();
    for (Reveal.Share share : reveal.shares()) {
      SecretBytes value = SecretBytes.owning(share.value().toArray());
      ShareKind kind = Objects.requireNonNull(kinds.get(share.dealer()));
      party.checks.share(value);
      party.checks.revealed(
          dealt.digest(share.dealer(), site, kind),
          Dealing.shareDigest(dealt.keys(), share.dealer(), site, kind, value));
      shares.put(share.dealer(), value);
    }
    byHolder.put(site, shares);
  }

  @Override
  public Next next() {
    new Unmasking(party, dealt, recovery, kinds).masks(byHolder, masks);
    long length = party.terms.plan().length();
    int bits = party.terms.plan().modulusBits();
    List<String> names = survivors.stream().map(party.terms::name).toList();
    return new Next(
        List.of(),
        Optional.empty(),
        Optional.of(
            new CoordinatorSession.Sum(
                new UnmaskedSum(vectors, masks, length, bits), names, party.agreed())));
  }

  @Override
  public void close() {
    masks.close();
    byHolder.values().forEach(shares -> shares.values().forEach(SecretBytes::close));
  }
}
