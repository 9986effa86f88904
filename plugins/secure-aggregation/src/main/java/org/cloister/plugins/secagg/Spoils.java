package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cloister.crypto.ExchangeKey;
import org.cloister.crypto.MaskStream;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SecretShares;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.Stage;

/** What a coordinator that attacks its sites has seen of a session, and what it makes of it. */
final class Spoils {
  final Terms terms;
  final TreeMap<Integer, KeyOffer> offers = new TreeMap<>();
  final TreeMap<Integer, DealerShares> shares = new TreeMap<>();
  final Map<Integer, IntVector> inputs = new TreeMap<>();
  private final Map<Integer, InputClaim> claims = new TreeMap<>();
  private final Map<Integer, Map<ShareKind, TreeMap<Integer, SecretBytes>>> revealed =
      new TreeMap<>();
  private final Map<Integer, SecretBytes> told = new TreeMap<>();

  Spoils(Stage stage) {
    terms = Terms.of(stage.plan());
    int sites = terms.sites();
    for (Stage.Letter letter : stage.letters()) {
      Bytes body = letter.message().body();
      int from = stage.plan().roster().indexOf(letter.from());
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

  /**
   * A list of survivors as these sites would sign it; of those without a vector an invented one.
   */
  Survivors survivors(Iterable<Integer> sites) {
    List<Survivors.Input> named = new ArrayList<>();
    for (int site : sites) {
      InputClaim claim = claims.get(site);
      Bytes digest = claim == null ? Bytes.of(new byte[BodyReader.DIGEST]) : claim.digest();
      named.add(new Survivors.Input(site, digest));
    }
    return new Survivors(dealt(), named);
  }

  /** A site of the adversary's own tells the seed of its mask key. */
  void told(int site, SecretBytes maskSeed) {
    told.put(site, maskSeed);
  }

  void keep(int holder, Survivors asked, Reveal reveal) {
    for (Reveal.Share share : reveal.shares()) {
      ShareKind kind =
          asked.sites().contains(share.dealer()) ? ShareKind.SELF_MASK : ShareKind.MASK_KEY;
      revealed
          .computeIfAbsent(share.dealer(), d -> new HashMap<>())
          .computeIfAbsent(kind, k -> new TreeMap<>())
          .put(holder, SecretBytes.copyOf(share.value().toArray()));
    }
  }

  private Map<Integer, SecretBytes> shares(int dealer, ShareKind kind) {
    return revealed.getOrDefault(dealer, Map.of()).getOrDefault(kind, new TreeMap<>());
  }

  private Optional<SecretBytes> seed(int dealer, ShareKind kind) {
    if (kind == ShareKind.MASK_KEY && told.containsKey(dealer)) {
      return Optional.ofNullable(told.get(dealer));
    }
    Map<Integer, SecretBytes> byNumber = new TreeMap<>();
    shares(dealer, kind)
        .forEach((holder, share) -> byNumber.put(graph().place(dealer, holder) + 1, share));
    return byNumber.size() < terms.plan().threshold()
        ? Optional.empty()
        : Optional.of(SecretShares.reconstruct(byNumber));
  }

  /** What it has learned of these sites' sum, if the spoils is enough for it. */
  List<Adversary.Learned> learned(Set<Integer> chosen) {
    Set<String> names = chosen.stream().map(terms::name).collect(Collectors.toSet());
    return sum(chosen).map(sum -> new Adversary.Learned(names, sum)).stream().toList();
  }

  private Optional<IntVector> sum(Set<Integer> chosen) {
    Masks masks = new Masks(terms.plan().modulusBits());
    for (int site : chosen) {
      Optional<SecretBytes> self = seed(site, ShareKind.SELF_MASK);
      if (self.isEmpty() || !inputs.containsKey(site)) {
        return Optional.empty();
      }
      masks.subtract(Derivations.selfMask(self.get(), keys(), site));
      Set<Integer> others = new TreeSet<>(shares.keySet());
      others.removeAll(chosen);
      for (int other : others) {
        if (!pair(site, other, masks)) {
          return Optional.empty();
        }
      }
    }
    List<IntVector> vectors = chosen.stream().map(inputs::get).toList();
    return Optional.of(
        new UnmaskedSum(vectors, masks, terms.plan().length(), terms.plan().modulusBits()));
  }

  /** Takes off the mask that {@code site} has with another one, by the key of either. */
  private boolean pair(int site, int other, Masks masks) {
    int owner = seed(site, ShareKind.MASK_KEY).isPresent() ? site : other;
    int peer = owner == site ? other : site;
    Optional<SecretBytes> seed = seed(owner, ShareKind.MASK_KEY);
    if (seed.isEmpty()) {
      return false;
    }
    try (ExchangeKey key = Derivations.maskKey(seed.get(), terms)) {
      Pair both = Pair.of(keys(), owner, peer);
      int place = graph().place(both.first(), both.second());
      Bytes sent = Objects.requireNonNull(shares.get(both.first())).shares().get(place).sent();
      Bytes offered = Objects.requireNonNull(offers.get(peer)).mask();
      MaskStream mask = both.mask(owner, key, offered, sent);
      if (site < other) {
        masks.subtract(mask);
      } else {
        masks.add(mask);
      }
    }
    return true;
  }
}
