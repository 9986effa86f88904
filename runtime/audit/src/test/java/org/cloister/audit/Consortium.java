package org.cloister.audit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.cloister.crypto.CryptoSuite;
import org.cloister.crypto.SigningKey;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.log.LedgerListener;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.log.WitnessAnswer;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.Bytes;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.Parts;
import org.cloister.model.Resources;
import org.cloister.node.Incoming;
import org.cloister.node.LocalFederation;
import org.cloister.node.PartyLedger;
import org.cloister.node.TransportFaults;
import org.cloister.verifier.CloisterVerify;

/** A coordinator and sites with keys, witnesses and a ledger in a folder. */
final class Consortium {
  static final String ORIGIN = "tests.example/fl/run";
  static final String COORDINATOR = "coordinator";
  static final String JOB = "test-job";
  private static final SecureRandom RANDOM = new SecureRandom();

  final Path folder;
  final LogSigner log = new LogSigner(ORIGIN, key());
  final BodySigner coordinator = new BodySigner(COORDINATOR, key());
  final Map<String, SigningKey> signing = new TreeMap<>();
  final Map<String, WitnessSigner> witnessing = new TreeMap<>();
  final AuditTerms terms;
  final Map<String, String> receipts = new ConcurrentHashMap<>();
  final Map<Integer, Digest> published = new ConcurrentHashMap<>();
  Map<String, LocalFederation> last = Map.of();

  /** A test may stand between a site and its own ledger. */
  final Map<String, UnaryOperator<PartyLedger>> between = new LinkedHashMap<>();

  /** A test may have a site do something else. */
  final Map<String, Machine> instead = new LinkedHashMap<>();

  LedgerStore store;
  Duration patience = Duration.ofSeconds(20);
  Duration grace = Duration.ofSeconds(5);
  boolean asksWitnesses = true;
  TransportFaults faults = TransportFaults.none();

  /** So many answers of witnesses get lost. */
  int lostOffers;

  Consortium(Path folder, int sites) throws Exception {
    this.folder = folder;
    this.store = new FileLedgerStore(folder.resolve("ledger"));
    TreeMap<String, AuditTerms.SiteKeys> keys = new TreeMap<>();
    List<NoteKey> witnesses = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      String site = "site-" + i;
      signing.put(site, key());
      WitnessSigner witness = new WitnessSigner(ORIGIN + "/" + site, key());
      witnessing.put(site, witness);
      witnesses.add(witness.key());
      keys.put(
          site,
          new AuditTerms.SiteKeys(signing.get(site).verifyingKey(), Optional.of(witness.key())));
    }
    WitnessPolicy policy = WitnessPolicy.majority(log.key(), witnesses, AuditTerms.quorum(sites));
    terms =
        new AuditTerms(
            JOB,
            Digest.of("terms"),
            "open",
            log.key(),
            policy,
            COORDINATOR,
            coordinator.signer().verifyingKey(),
            keys,
            true);
    Files.writeString(folder.resolve("policy"), policy.text());
  }

  static SigningKey key() {
    return CryptoSuite.STANDARD.generateSigningKey(RANDOM);
  }

  List<String> sites() {
    return List.copyOf(signing.keySet());
  }

  Witness witness(String site) {
    return new Witness(
        List.of(log.key()),
        witnessing.get(site),
        new FileLedgerStore(folder.resolve("witness").resolve(site)),
        ticking());
  }

  /** Time passes between two questions, so that nothing is signed twice alike. */
  private static InstantSource ticking() {
    AtomicLong asked = new AtomicLong();
    Instant begin = Instant.now().minusSeconds(3_600);
    return () -> begin.plusSeconds(asked.getAndIncrement());
  }

  LedgerWriter open() {
    List<WitnessAnswer> heads = new ArrayList<>();
    for (String site : asksWitnesses ? sites() : List.<String>of()) {
      heads.add(
          new WitnessAnswer(witnessing.get(site).key().name(), witness(site).latestOf(ORIGIN)));
    }
    return LedgerWriter.open(
        store,
        new LedgerSettings(
            log,
            coordinator,
            terms.policy(),
            InstantSource.system(),
            new LedgerSettings.Space(0, 0, 0),
            LedgerListener.none()),
        heads);
  }

  CoordinatorLedger coordinator(LedgerWriter writer) {
    List<EntryBody> first = FirstEntries.of(terms, Digest.of("descriptor"));
    return new CoordinatorLedger(
        terms,
        first,
        writer,
        coordinator,
        new Surroundings(
            new HeadChecks(terms.policy()),
            pin -> pin.role() + "s",
            (commitment, salt, value) -> {},
            RANDOM,
            patience,
            grace));
  }

  SiteLedger site(String site) {
    return new SiteLedger(
        site,
        terms,
        new SiteOwn(
            new BodySigner(site, signing.get(site)),
            Optional.of(witness(site)),
            new HeadChecks(terms.policy()),
            (seq, receipt, salt, message) -> receipts.put(site + "/" + seq, receipt),
            RANDOM,
            patience));
  }

  JobOutcome run(int rounds) {
    return run(new Rounds(sites(), rounds));
  }

  JobOutcome run(Machine machine) {
    LedgerWriter writer = open();
    try (CoordinatorLedger ledger = coordinator(writer)) {
      JobOutcome outcome = run(machine, ledger);
      ledger.stopped(outcome);
      return outcome;
    }
  }

  JobOutcome run(Machine machine, CoordinatorLedger ledger) {
    Map<String, Machine> machines = new LinkedHashMap<>();
    Map<String, SiteLedger> ledgers = new LinkedHashMap<>();
    for (String site : sites()) {
      machines.put(site, instead.getOrDefault(site, new Scripted(Consortium::answer)));
      ledgers.put(site, site(site));
    }
    UnaryOperator<PartyLedger> same = UnaryOperator.identity();
    LocalFederation federation =
        LocalFederation.of(machine)
            .participants(machines)
            .faults(faults)
            .ledgers(
                party ->
                    between
                        .getOrDefault(party, same)
                        .apply(
                            party.equals(LocalFederation.COORDINATOR)
                                ? losing(ledger)
                                : ledgers.get(party)))
            .refusals(
                party -> party.equals(LocalFederation.COORDINATOR) ? ledger : (from, code) -> {})
            .models(ledger.releasing((round, model) -> published.put(round, model.version())))
            .build();
    last = Map.of("federation", federation);
    try {
      return federation.run();
    } finally {
      ledgers.values().forEach(SiteLedger::close);
    }
  }

  private PartyLedger losing(PartyLedger ledger) {
    return new Passing(ledger) {
      @Override
      public List<Message> heard(Incoming incoming) {
        if (incoming.message() instanceof Message.CheckpointAnswer && lostOffers > 0) {
          lostOffers--;
          return List.of();
        }
        return super.heard(incoming);
      }
    };
  }

  /** How a site's own part in the last run ended. */
  JobOutcome outcome(String site) {
    return last.get("federation").drivers().get(site).outcome().join();
  }

  static List<Effect> answer(Signal signal) {
    if (signal instanceof Signal.Received r && r.message() instanceof Message.Ask ask) {
      Contribution nothing =
          new Contribution(ask.model().orElse(Digest.of("terms")), 1, Parts.none());
      Message answer =
          new Message.Answer(ask.ask(), nothing, Optional.empty(), new Resources(1, 0, 0, 0, 0));
      return List.of(new Effect.Send(LocalFederation.COORDINATOR, answer));
    }
    if (signal instanceof Signal.Received r && r.message() instanceof Message.End) {
      return List.of(
          new Effect.Finished(new JobOutcome.Completed("end", 0, Optional.empty(), Map.of())));
    }
    return List.of();
  }

  /** What the auditor's program says: its exit code, a line end, its report. */
  String verified(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                folder.resolve("ledger").toString(),
                "--policy",
                folder.resolve("policy").toString()));
    arguments.addAll(List.of(more));
    return verifier(arguments);
  }

  static String verifier(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit = CloisterVerify.run(arguments, Instant.now(), print, print);
    return exit + "\n" + out.toString(StandardCharsets.UTF_8);
  }

  /** The entries of the ledger as text, one a line. */
  List<String> entries() throws Exception {
    List<String> lines = new ArrayList<>();
    try (LedgerWriter writer = open()) {
      long size = writer.checkpoint().isEmpty() ? 0 : size(writer);
      for (long seq = 0; seq < size; seq++) {
        lines.add(new String(writer.entry(seq).bytes().toArray(), StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  static long size(LedgerWriter writer) {
    return org.cloister.ledger.note.Checkpoint.read(writer.checkpoint().orElseThrow().text())
        .size();
  }

  /** The entries of a type. */
  List<String> entries(String type) throws Exception {
    return entries().stream().filter(line -> line.contains("\"type\":\"" + type + "\"")).toList();
  }

  static void delete(Path folder) throws Exception {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  static void copy(Path from, Path to) throws Exception {
    try (var all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
