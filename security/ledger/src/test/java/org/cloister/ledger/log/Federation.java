package org.cloister.ledger.log;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.MlDsa44SigningKey;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Budget;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.entry.PrivacySpent;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.store.SimulatedDisk;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.ledger.witness.Answer;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.Digest;

/** Keys, bodies and witnesses for tests: the same ones in every process. */
public final class Federation {
  public static final String ORIGIN = "tests.example/fl/log";
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  final LogSigner log;
  final BodySigner coordinator = new BodySigner("coordinator", key(2));
  final BodySigner hospital = new BodySigner("hospital-1", key(3));
  final List<WitnessSigner> witnessSigners =
      List.of(new WitnessSigner("w0.example", key(4)), new WitnessSigner("w1.example", key(5)));
  final WitnessPolicy policy;
  final LedgerSettings.Space noSpace = new LedgerSettings.Space(0, 0, 100);

  Federation() {
    this(new LogSigner(ORIGIN, key(1)));
  }

  private Federation(LogSigner log) {
    this.log = log;
    this.policy =
        WitnessPolicy.majority(
            log.keys(), witnessSigners.stream().map(WitnessSigner::key).toList(), 2);
  }

  /** The same with a log that signs with ML-DSA-44 as well. */
  static Federation withMlDsa() {
    return new Federation(new LogSigner(ORIGIN, key(1), Optional.of(mlDsaKey(6))));
  }

  static MlDsa44SigningKey mlDsaKey(int number) {
    byte[] seed = new byte[32];
    new SplittableRandom(number).nextBytes(seed);
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return MlDsa44SigningKey.fromSeed(secret);
    }
  }

  static SigningKey key(int number) {
    byte[] seed = new byte[32];
    new SplittableRandom(number).nextBytes(seed);
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return CryptoSuite.STANDARD.signingKeyFromSeed(secret);
    }
  }

  LedgerSettings settings() {
    return settings(noSpace, LedgerListener.none());
  }

  LedgerSettings settings(LedgerSettings.Space space, LedgerListener listener) {
    return new LedgerSettings(log, coordinator, policy, CLOCK, space, listener);
  }

  SignedBody genesis() {
    Genesis body =
        new Genesis(
            ORIGIN,
            "standard",
            log.key().vkey(),
            Digest.of(policy.text()),
            Digest.of("descriptor"),
            "coordinator",
            List.of(key(coordinator, "coordinator"), key(hospital, "hospital-1")),
            true,
            Optional.empty(),
            Optional.empty());
    return SignedBody.sign(body, coordinator);
  }

  private static PartyKey key(BodySigner signer, String party) {
    return new PartyKey(
        signer.keyName(), party, PartyKey.Role.SIGNING, signer.signer().verifyingKey());
  }

  /** The contribution number {@code n}; its nonce tells it from all others. */
  SignedBody contribution(long n) {
    return SignedBody.sign(contributionBody(n), hospital);
  }

  static ContributionEntry contributionBody(long n) {
    return new ContributionEntry(
        new JobRound(ORIGIN, "job-1", n),
        "train",
        "hospital-1",
        Digest.of("update " + n),
        List.of(Digest.of("bundle")),
        Optional.of(Digest.of("base")),
        "federated-averaging",
        HexFormat.of().toHexDigits(n).repeat(4),
        new Head(0, Digest.of("")),
        Optional.of(new PrivacySpent("gaussian", "record", new Budget(1, 2, 3, 4))));
  }

  List<SignedBody> contributions(long from, int count) {
    List<SignedBody> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(contribution(from + i));
    }
    return all;
  }

  SignedBody stop() {
    Incident body =
        new Incident(
            ORIGIN,
            Incident.Kind.STOP,
            "CL-0910",
            "coordinator",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return SignedBody.sign(body, coordinator);
  }

  Witness witness(int i, LedgerStore store) {
    return new Witness(log.keys(), witnessSigners.get(i), store, CLOCK);
  }

  Map<String, NoteKey> witnesses() {
    return policy.witnesses();
  }

  /** Asks a witness to countersign a commit. */
  static Answer ask(Witness witness, LedgerWriter writer, Commit commit, long seen) {
    return witness.add(new AddCheckpoint(seen, writer.consistency(seen).hashes(), commit.note()));
  }

  /** Fresh randomness, where a test needs a stranger. */
  static SigningKey stranger() {
    return CryptoSuite.STANDARD.generateSigningKey(new SecureRandom());
  }

  LedgerWriter open(SimulatedDisk on) {
    return LedgerWriter.open(on, settings(), List.of());
  }

  List<Entry> read(SimulatedDisk on) {
    return new FolderReader(policy, false).read(on.files());
  }
}
