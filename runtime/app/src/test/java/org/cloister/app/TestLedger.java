package org.cloister.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SecretBytes;
import org.cloister.crypto.SigningKey;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Genesis;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.ledger.entry.PartyKey;
import org.cloister.ledger.entry.PluginEvent;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.entry.Transcript;
import org.cloister.ledger.log.Commit;
import org.cloister.ledger.log.LedgerListener;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.Digest;

/** A small ledger of a round of two sites, in the folder of a run, with its keys beside it. */
final class TestLedger {
  private static final String ORIGIN = "tests.example/fl/verbs";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Digest BUNDLE = Digest.of("bundle");
  private static final Digest TERMS = Digest.of("terms");
  private static final JobRound AT = new JobRound(ORIGIN, "job", 1);

  private final Path run;
  private final LogSigner log = logWithPlus();
  private final BodySigner coordinator = new BodySigner("coordinator/1", key(1));
  private final List<BodySigner> sites =
      List.of(new BodySigner("a/1", key(2)), new BodySigner("b/1", key(3)));
  private final WitnessSigner witness = new WitnessSigner("a.example/witness", key(4));
  private final WitnessPolicy policy = WitnessPolicy.majority(log.key(), List.of(witness.key()), 1);
  private long release;
  private long size;

  private TestLedger(Path run) {
    this.run = run;
  }

  /**
   * Its key as text has a + more than the two that part it, which a careless reader stumbles on.
   */
  private static LogSigner logWithPlus() {
    for (int number = 100; ; number++) {
      LogSigner log = new LogSigner(ORIGIN, key(number));
      if (log.key().vkey().chars().filter(c -> c == '+').count() > 2) {
        return log;
      }
    }
  }

  static TestLedger in(Path run) throws IOException {
    Files.createDirectories(run.resolve("keys"));
    TestLedger ledger = new TestLedger(run);
    ledger.write();
    Files.writeString(ledger.policy(), ledger.policy.text());
    Files.writeString(run.resolve("keys/log.vkey"), ledger.log.key().vkey() + "\n");
    return ledger;
  }

  Path run() {
    return run;
  }

  Path policy() {
    return run.resolve("keys").resolve("policy");
  }

  /** The position of the model's release. */
  long release() {
    return release;
  }

  long size() {
    return size;
  }

  Path archived(long size) {
    return run.resolve("ledger/checkpoints").resolve(String.format("%020d", size));
  }

  /** Alters one bit of the entries. */
  void flip() throws IOException {
    Path bundle = run.resolve("ledger/tile/entries/000.p/" + size);
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length - 30] ^= 1;
    Files.write(bundle, bytes);
  }

  private void write() {
    LedgerSettings settings =
        new LedgerSettings(
            log,
            coordinator,
            policy,
            CLOCK,
            new LedgerSettings.Space(0, 0, 100),
            LedgerListener.none());
    Witness keeps =
        new Witness(
            List.of(log.key()), witness, new FileLedgerStore(run.resolve("witness")), CLOCK);
    try (LedgerWriter writer =
        LedgerWriter.open(new FileLedgerStore(run.resolve("ledger")), settings, List.of())) {
      append(writer, keeps, genesis());
      append(writer, keeps, admitted());
      append(writer, keeps, opened(head(writer)));
      List<Long> inputs = new ArrayList<>();
      SortedMap<String, Digest> sent = new TreeMap<>();
      for (BodySigner site : sites) {
        String name = site.keyName().substring(0, 1);
        inputs.add(append(writer, keeps, contribution(name, head(writer)), site));
        sent.put(name, Digest.of("update of " + name));
      }
      append(writer, keeps, dropout());
      long aggregate = append(writer, keeps, aggregate(inputs, sent));
      release =
          append(
              writer,
              keeps,
              new ModelRelease(
                  ORIGIN, "job", Digest.of("model 1"), aggregate, "all", "use", List.of()));
      size = head(writer).size();
    }
  }

  private Genesis genesis() {
    List<PartyKey> keys = new ArrayList<>();
    keys.add(signing("coordinator", coordinator));
    sites.forEach(site -> keys.add(signing(site.keyName().substring(0, 1), site)));
    keys.add(new PartyKey(witness.key().name(), "a", PartyKey.Role.WITNESS, witness.key().key()));
    keys.sort(Comparator.comparing(PartyKey::key));
    return new Genesis(
        ORIGIN,
        "standard",
        log.key().vkey(),
        Digest.of(policy.text()),
        Digest.of("descriptor"),
        "coordinator",
        keys,
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static PartyKey signing(String party, BodySigner signer) {
    return new PartyKey(
        signer.keyName(), party, PartyKey.Role.SIGNING, signer.signer().verifyingKey());
  }

  private static PluginEvent admitted() {
    return new PluginEvent(
        ORIGIN,
        PluginEvent.Action.ADMIT,
        "coordinator",
        "hospital <i>",
        "1.0.0",
        BUNDLE,
        Optional.empty(),
        Optional.empty());
  }

  private static RoundOpen opened(Head seen) {
    return new RoundOpen(
        AT,
        TERMS,
        "open",
        Optional.of(Digest.of("model 0")),
        List.of("a", "b", "c"),
        List.of(BUNDLE),
        seen);
  }

  private static ContributionEntry contribution(String site, Head seen) {
    return new ContributionEntry(
        AT,
        "train",
        site,
        Digest.of("update of " + site),
        List.of(BUNDLE),
        Optional.of(Digest.of("model 0")),
        "fed-avg",
        Digest.of("nonce of " + site).hex(),
        seen,
        Optional.empty());
  }

  private static Incident dropout() {
    return new Incident(
        ORIGIN,
        Incident.Kind.DROPOUT,
        "CL-0402",
        "c",
        Optional.of("job"),
        Optional.of(1L),
        Optional.empty());
  }

  private static AggregateEntry aggregate(List<Long> inputs, SortedMap<String, Digest> sent) {
    Optional<Digest> base = Optional.of(Digest.of("model 0"));
    ProtocolMessages messages = ProtocolMessages.none();
    return new AggregateEntry(
        AT,
        "train",
        inputs,
        List.of("c"),
        Digest.of("aggregate"),
        Optional.of(Digest.of("model 1")),
        "fed-avg",
        messages,
        new Transcript(AT, "train", TERMS, base, messages, sent).digest());
  }

  private static Head head(LedgerWriter writer) {
    Checkpoint head = Checkpoint.read(writer.checkpoint().orElseThrow().text());
    return new Head(head.size(), head.root());
  }

  private long append(LedgerWriter writer, Witness keeps, EntryBody body) {
    return append(writer, keeps, body, coordinator);
  }

  private long append(LedgerWriter writer, Witness keeps, EntryBody body, BodySigner signer) {
    Commit commit = writer.commit(List.of(SignedBody.sign(body, signer)));
    long seen = keeps.latestOf(ORIGIN).map(note -> Checkpoint.read(note.text()).size()).orElse(0L);
    AddCheckpoint request =
        new AddCheckpoint(seen, writer.consistency(seen).hashes(), commit.note());
    return writer.publish(commit, List.of(keeps.add(request).requireCosigned())).first();
  }

  private static SigningKey key(int number) {
    byte[] seed = new byte[32];
    new SplittableRandom(number).nextBytes(seed);
    try (SecretBytes secret = SecretBytes.owning(seed)) {
      return CryptoSuite.STANDARD.signingKeyFromSeed(secret);
    }
  }
}
