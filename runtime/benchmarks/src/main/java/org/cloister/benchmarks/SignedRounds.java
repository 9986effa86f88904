package org.cloister.benchmarks;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.entry.PluginEvent;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.entry.Transcript;
import org.cloister.model.Digest;

/**
 * The entries of a long federated job: rounds of ten participants, each contribution signed by its
 * own. Deterministic.
 */
final class SignedRounds {
  static final String ORIGIN = "benchmarks.example/log";

  /** An opening, ten contributions, an aggregate. */
  static final int ENTRIES_A_ROUND = 12;

  private static final int SITES = 10;
  private static final Digest BUNDLE = Digest.of("bundle");
  private static final Digest TERMS = Digest.of("terms");
  private static final String RULE = "fed-avg";

  final SigningKey log = key(0);
  final BodySigner coordinator = new BodySigner("coordinator/1", key(1));
  private final BodySigner ofRounds;
  private final List<BodySigner> sites = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final boolean named;

  /** With {@code named} false the genesis names other keys than the sites have. */
  SignedRounds(boolean named) {
    this.named = named;
    this.ofRounds = named ? coordinator : new BodySigner("coordinator/2", key(1));
    for (int i = 0; i < SITES; i++) {
      names.add("site-" + i);
      sites.add(new BodySigner("site-" + i + "/1", key(10 + i)));
    }
  }

  private static SigningKey key(int number) {
    byte[] seed = new byte[32];
    new SplittableRandom(number).nextBytes(seed);
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return CryptoSuite.STANDARD.signingKeyFromSeed(secret);
    }
  }

  /** The first two entries. */
  List<SignedBody> begin(String logKey, Digest policy) {
    List<PartyKey> keys = new ArrayList<>();
    keys.add(partyKey(coordinator, coordinator.keyName()));
    sites.forEach(
        site -> keys.add(partyKey(site, named ? site.keyName() : site.keyName() + " (other)")));
    Genesis genesis =
        new Genesis(
            ORIGIN,
            CryptoSuite.STANDARD.id(),
            logKey,
            policy,
            Digest.of("federation"),
            "coordinator",
            keys,
            true,
            Optional.empty(),
            Optional.empty());
    PluginEvent plugin =
        new PluginEvent(
            ORIGIN,
            PluginEvent.Action.ADMIT,
            "coordinator",
            "org.example.plugin",
            "1.0.0",
            BUNDLE,
            Optional.empty(),
            Optional.empty());
    return List.of(SignedBody.sign(genesis, coordinator), SignedBody.sign(plugin, coordinator));
  }

  private static PartyKey partyKey(BodySigner signer, String name) {
    String party = signer.keyName().substring(0, signer.keyName().indexOf('/'));
    return new PartyKey(name, party, PartyKey.Role.SIGNING, signer.signer().verifyingKey());
  }

  /**
   * So many rounds from {@code round} on, the first at the position {@code seq}; signed on all
   * cores.
   */
  List<SignedBody> rounds(int round, int count, long seq, Head seen) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> round(round + i, seq + (long) i * ENTRIES_A_ROUND, seen))
        .flatMap(List::stream)
        .toList();
  }

  private List<SignedBody> round(int round, long seq, Head seen) {
    JobRound at = new JobRound(ORIGIN, "job", round);
    Optional<Digest> base = Optional.of(Digest.of("model " + round));
    List<SignedBody> bodies = new ArrayList<>();
    bodies.add(sign(new RoundOpen(at, TERMS, "open", base, names, List.of(BUNDLE), seen)));
    List<Long> inputs = new ArrayList<>();
    SortedMap<String, Digest> updates = new TreeMap<>();
    for (int i = 0; i < SITES; i++) {
      Digest update = Digest.of("update " + round + " " + i);
      bodies.add(
          SignedBody.sign(
              new ContributionEntry(
                  at,
                  "train",
                  names.get(i),
                  update,
                  List.of(BUNDLE),
                  base,
                  RULE,
                  HexFormat.of().formatHex(Digest.of("nonce " + round + " " + i).toBytes()),
                  seen,
                  Optional.empty()),
              sites.get(i)));
      inputs.add(seq + 1 + i);
      updates.put(names.get(i), update);
    }
    Transcript transcript =
        new Transcript(at, "train", TERMS, base, ProtocolMessages.none(), updates);
    bodies.add(
        sign(
            new AggregateEntry(
                at,
                "train",
                inputs,
                List.of(),
                Digest.of("aggregate " + round),
                Optional.of(Digest.of("model " + (round + 1))),
                RULE,
                ProtocolMessages.none(),
                transcript.digest())));
    return bodies;
  }

  private SignedBody sign(EntryBody body) {
    return SignedBody.sign(body, ofRounds);
  }
}
