package org.cloister.app.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.audit.AuditTerms;
import org.cloister.audit.CoordinatorLedger;
import org.cloister.audit.FirstEntries;
import org.cloister.audit.HeadChecks;
import org.cloister.audit.RoundStore;
import org.cloister.audit.SiteLedger;
import org.cloister.audit.SiteOwn;
import org.cloister.audit.Surroundings;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.identity.FederationDescriptor;
import org.cloister.identity.PartyKeys;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.log.LedgerSettings;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.ledger.log.WitnessAnswer;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.PluginPin;
import org.cloister.node.LocalFederation;
import org.cloister.node.ModelSink;
import org.cloister.node.PartyLedger;
import org.cloister.node.Refusals;
import org.cloister.node.StateSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger of a run in its output folder: {@code ledger/} itself, {@code keys/} for the auditor,
 * and the parts of all parties in it. Close it after the run.
 */
public final class LedgerOfRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerOfRun.class);

  /** Of a run's own: it announces below 64 MiB, stops below 8 MiB and keeps 64 KiB for that. */
  static final LedgerSettings.Space SPACE = new LedgerSettings.Space(64L << 20, 8L << 20, 64 << 10);

  private final AuditTerms terms;
  private final CoordinatorLedger coordinator;
  private final Map<String, SiteLedger> sites;

  private LedgerOfRun(
      AuditTerms terms, CoordinatorLedger coordinator, Map<String, SiteLedger> sites) {
    this.terms = terms;
    this.coordinator = coordinator;
    this.sites = sites;
  }

  /** The parties and what they agreed on. */
  public record Job(
      FederationDescriptor descriptor,
      Function<String, PartyKeys> keys,
      JobTerms terms,
      String route,
      Function<PluginPin, String> bundleNames) {}

  /**
   * Opens the ledger of the run in {@code out}, or begins it.
   *
   * @param rounds keeps what candidates are made from
   * @throws org.cloister.model.CloisterException with a code of the ledger if it is not what it was
   *     left as, is older than its witnesses know, or cannot be written
   */
  public static LedgerOfRun open(
      Path out, Job job, RoundStore rounds, Clock clock, SecureRandom random) {
    AuditTerms terms = LedgerTerms.of(job.descriptor().federation(), job.terms(), job.route());
    PublicKeys.write(out.resolve("keys"), terms, job.descriptor());
    HeadChecks checks = new HeadChecks(terms.policy());
    Map<String, SiteLedger> sites = new LinkedHashMap<>();
    Map<String, SignedNote> heads = new LinkedHashMap<>();
    terms
        .sites()
        .forEach(
            (site, keys) -> {
              PartyKeys own = job.keys().apply(site);
              Path state = out.resolve("state").resolve("witness").resolve(site);
              Optional<Witness> witness =
                  keys.witness().map(key -> witness(key, own, terms, state, clock));
              witness
                  .flatMap(known -> known.latestOf(terms.origin()))
                  .ifPresent(note -> heads.put(site, note));
              Path receipts = out.resolve("sites").resolve(site).resolve("receipts");
              SiteOwn its =
                  new SiteOwn(
                      new BodySigner(site, own.signing().ed25519()),
                      witness,
                      checks,
                      new FolderShelf(receipts),
                      random,
                      Surroundings.PATIENCE);
              sites.put(site, new SiteLedger(site, terms, its));
            });
    Surroundings surroundings =
        new Surroundings(
            checks,
            job.bundleNames(),
            new FileOpenings(out.resolve("state").resolve("openings.jsonl")),
            random,
            Surroundings.PATIENCE,
            Surroundings.GRACE,
            rounds);
    CoordinatorLedger coordinator = coordinator(out, job, terms, heads, surroundings, clock);
    heads.forEach((site, note) -> coordinator.seen(site, Checkpoint.read(note.text()).size()));
    return new LedgerOfRun(terms, coordinator, sites);
  }

  private static Witness witness(
      NoteKey key, PartyKeys own, AuditTerms terms, Path state, Clock clock) {
    return new Witness(
        terms.policy().logs(),
        new WitnessSigner(key.name(), own.witness()),
        new FileLedgerStore(state),
        clock);
  }

  private static CoordinatorLedger coordinator(
      Path out,
      Job job,
      AuditTerms terms,
      Map<String, SignedNote> heads,
      Surroundings surroundings,
      Clock clock) {
    PartyKeys own = job.keys().apply(LocalFederation.COORDINATOR);
    BodySigner signer = new BodySigner(terms.coordinatorName(), own.signing().ed25519());
    LedgerSettings settings =
        new LedgerSettings(
            new LogSigner(terms.origin(), own.log(), own.secondLog()),
            signer,
            terms.policy(),
            clock,
            SPACE,
            bytes -> LOG.warn("The disk of the ledger is nearly full: {} bytes are left.", bytes));
    List<WitnessAnswer> answers = new ArrayList<>();
    heads.forEach(
        (site, note) ->
            terms
                .witness(site)
                .ifPresent(key -> answers.add(new WitnessAnswer(key.name(), Optional.of(note)))));
    LedgerWriter writer =
        LedgerWriter.open(new FileLedgerStore(out.resolve("ledger")), settings, answers);
    return new CoordinatorLedger(
        terms,
        FirstEntries.of(terms, job.descriptor().federation().digest()),
        writer,
        signer,
        surroundings);
  }

  /** A party's part. */
  public PartyLedger of(String party) {
    SiteLedger site = sites.get(party);
    return site == null ? coordinator : site;
  }

  /** Who enters what a party refuses from its peers. */
  public Refusals refusals(String party) {
    return party.equals(LocalFederation.COORDINATOR) ? coordinator : Refusals.none();
  }

  /** As {@link CoordinatorLedger#releasing}. */
  public ModelSink releasing(ModelSink next) {
    return coordinator.releasing(next);
  }

  /** As {@link CoordinatorLedger#saving}, for the coordinator's states. */
  public StateSink saving(String party, StateSink next) {
    return party.equals(LocalFederation.COORDINATOR) ? coordinator.saving(next) : next;
  }

  /** As {@link CoordinatorLedger#stopped}. */
  public void stopped(JobOutcome outcome) {
    coordinator.stopped(outcome);
  }

  /** How it stands. */
  public LedgerSummary summary() {
    Head head = coordinator.head();
    return new LedgerSummary(terms.origin(), head.size(), head.root());
  }

  @Override
  public void close() {
    sites.values().forEach(SiteLedger::close);
    coordinator.close();
  }
}
