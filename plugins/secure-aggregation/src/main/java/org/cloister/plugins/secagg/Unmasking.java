package org.cloister.plugins.secagg;

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
 * dropped out after it was dealt with, those that it has with survivors. Masks between two that
 * dropped out were never in the sum.
 */
record Unmasking(
    HubParty party, Dealt dealt, List<Integer> survivors, Map<Integer, ShareKind> kinds) {

  /**
   * Adds to {@code masks} what has to be added to the sum, and subtracts what was added.
   *
   * @param byHolder checked shares of each dealer, at least threshold holders
   * @throws CloisterException if a dealer lied; it is blamed
   */
  void masks(SortedMap<Integer, Map<Integer, SecretBytes>> byHolder, Masks masks) {
    List<Integer> holders =
        byHolder.keySet().stream().limit(party.terms.plan().threshold()).toList();
    Interpolation interpolation =
        Interpolation.atZero(holders.stream().map(holder -> holder + 1).toList());
    kinds.forEach(
        (dealer, kind) -> {
          List<SecretBytes> shares =
              holders.stream()
                  .map(holder -> Objects.requireNonNull(byHolder.get(holder)).get(dealer))
                  .map(Objects::requireNonNull)
                  .toList();
          try (SecretBytes seed = interpolation.apply(shares)) {
            if (kind == ShareKind.SELF_MASK) {
              survivor(dealer, seed, masks);
            } else {
              dropped(dealer, seed, masks);
            }
          } catch (CloisterException e) {
            party.blame(dealer, e.code());
            throw e;
          }
        });
  }

  private void survivor(int site, SecretBytes seed, Masks masks) {
    Bytes committed = dealt.dealing(site).selfSeed();
    party.checks.selfSeed(committed, Dealing.selfSeedDigest(dealt.keys(), site, seed));
    masks.subtract(Derivations.selfMask(seed, dealt.keys(), site));
  }

  private void dropped(int site, SecretBytes seed, Masks masks) {
    try (ExchangeKey key = Derivations.maskKey(seed, party.terms)) {
      party.checks.maskKey(dealt.offer(site).mask(), key);
      for (int survivor : survivors) {
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
