package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;

/** What a curious coordinator has seen of a session, and what it makes of it. */
final class Loot {
  final Terms terms;
  final TreeMap<Integer, KeyOffer> offers = new TreeMap<>();
  final TreeMap<Integer, DealerShares> shares = new TreeMap<>();
  final Map<Integer, IntVector> inputs = new TreeMap<>();
  final Map<Integer, InputClaim> claims = new TreeMap<>();
  private final Map<Integer, Map<ShareKind, TreeMap<Integer, SecretBytes>>> revealed =
      new TreeMap<>();

  Loot(Stage stage) {
    terms = Terms.of(stage.plan);
    int sites = terms.sites();
    for (Stage.Letter letter : stage.seen) {
      Bytes body = letter.message().body();
      int from = stage.plan.roster().indexOf(letter.from());
      switch (letter.message().step()) {
        case Steps.ROSTER ->
            KeyOffer.decode(body, sites).forEach(offer -> offers.put(offer.site(), offer));
        case Steps.SHARES -> shares.put(from, DealerShares.decode(body, sites));
        case Steps.INPUT -> {
          inputs.put(from, letter.message().vector().orElseThrow());
          claims.put(from, InputClaim.decode(body, sites));
        }
        default -> {}
      }
    }
  }

  private Graph graph() {
    return new CompleteGraph(List.copyOf(offers.keySet()));
  }

  /** The transcript of the keys. */
  Bytes keys() {
    return KeyOffer.transcript(terms, List.copyOf(offers.values()));
  }

  /** That of the dealt shares. */
  Bytes dealt() {
    return new Dealt(offers, shares, keys(), graph()).transcript();
  }

  Survivors survivors(Iterable<Integer> sites) {
    List<Survivors.Input> named = new ArrayList<>();
    for (int site : sites) {
      Bytes digest = claims.containsKey(site) ? claims.get(site).digest() : Bytes.of(new byte[32]);
      named.add(new Survivors.Input(site, digest));
    }
    return new Survivors(dealt(), named);
  }

  void keep(int holder, Survivors asked, Bytes reveal) {
    for (Reveal.Share share : Reveal.decode(reveal, terms.sites()).shares()) {
      ShareKind kind =
          asked.sites().contains(share.dealer()) ? ShareKind.SELF_MASK : ShareKind.MASK_KEY;
      revealed
          .computeIfAbsent(share.dealer(), d -> new HashMap<>())
          .computeIfAbsent(kind, k -> new TreeMap<>())
          .put(holder, SecretBytes.copyOf(share.value().toArray()));
    }
  }

  int shares(int dealer, ShareKind kind) {
    return revealed.getOrDefault(dealer, Map.of()).getOrDefault(kind, new TreeMap<>()).size();
  }

  private Optional<SecretBytes> seed(int dealer, ShareKind kind) {
    if (shares(dealer, kind) < terms.plan().threshold()) {
      return Optional.empty();
    }
    Map<Integer, SecretBytes> byNumber = new TreeMap<>();
    revealed
        .get(dealer)
        .get(kind)
        .forEach((holder, share) -> byNumber.put(graph().place(dealer, holder) + 1, share));
    return Optional.of(SecretShares.reconstruct(byNumber));
  }

  /** The sum over exactly these sites, if the loot is enough for it. */
  Optional<Residues> sum(Set<Integer> chosen) {
    Masks masks = new Masks(terms.plan().modulusBits());
    for (int site : chosen) {
      Optional<SecretBytes> self = seed(site, ShareKind.SELF_MASK);
      if (self.isEmpty()) {
        return Optional.empty();
      }
      masks.subtract(Derivations.selfMask(self.get(), keys(), site));
      for (int other : shares.keySet()) {
        if (!chosen.contains(other)) {
          boolean mine = seed(site, ShareKind.MASK_KEY).isPresent();
          Optional<SecretBytes> key = seed(mine ? site : other, ShareKind.MASK_KEY);
          if (key.isEmpty()) {
            return Optional.empty();
          }
          int owner = mine ? site : other;
          int peer = mine ? other : site;
          try (ExchangeKey agreement = Derivations.maskKey(key.get(), terms)) {
            Pair both = Pair.of(keys(), owner, peer);
            List<Integer> holders = List.copyOf(offers.keySet());
            Bytes sent =
                shares.get(both.first()).shares().get(holders.indexOf(both.second())).sent();
            var pair = both.mask(owner, agreement, offers.get(peer).mask(), sent);
            if (site < other) {
              masks.subtract(pair);
            } else {
              masks.add(pair);
            }
          }
        }
      }
    }
    List<IntVector> vectors = chosen.stream().map(inputs::get).toList();
    UnmaskedSum sum =
        new UnmaskedSum(vectors, masks, terms.plan().length(), terms.plan().modulusBits());
    return Optional.of(new Residues(terms.plan().modulusBits(), Residues.of(sum)));
  }
}
