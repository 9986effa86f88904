package org.cloister.app.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.app.identity.FirstKeys;
import org.cloister.app.identity.JobSuite;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.job.Job;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.Terms;
import org.cloister.app.record.Names;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.Provenance;
import org.cloister.app.record.RunFile;
import org.cloister.app.record.SiteFile;
import org.cloister.app.report.Reports;
import org.cloister.app.state.DataDigest;
import org.cloister.app.state.RunIdentity;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.coordinator.StartRule;
import org.cloister.engine.site.Machinery;
import org.cloister.engine.site.Participant;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.node.Driver;
import org.cloister.node.FileVectors;
import org.cloister.node.LocalFederation;
import org.cloister.node.SentLog;
import org.slf4j.MDC;

/** A job with all its sites in this process; they talk in bytes, as over a network. */
public final class Simulation {

  private static final JobOutcome NOT_ENDED =
      new JobOutcome.Completed("", 0, Optional.empty(), Map.of());

  private final HostStarter hosts;
  private final StopSwitch stop;
  private final String program;
  private final Clock clock;

  /**
   * A simulation.
   *
   * @param hosts starts the plugins
   * @param stop ends it early
   * @param program the version of Cloister, for the model's provenance
   * @param clock tells the times of what is recorded; nothing that a job computes depends on it
   */
  public Simulation(HostStarter hosts, StopSwitch stop, String program, Clock clock) {
    this.hosts = hosts;
    this.stop = stop;
    this.program = program;
    this.clock = clock;
  }

  /**
   * Runs a job to its end.
   *
   * @param listener is told what goes on, one event at a time
   * @throws org.cloister.app.yaml.ProblemsFound with all that is wrong with the job file
   * @throws org.cloister.model.CloisterException if it cannot be started; how it ended is a value
   */
  public SimulationResult run(
      JobInputs inputs, SimulationOptions options, Consumer<RunEvent> listener) {
    stop.listen();
    Preflight preflight = Preflight.of(inputs, options.seed(), false);
    FirstKeys keys = FirstKeys.begin(JobSuite.of(preflight.draft().aggregation()));
    if (options.resume().isEmpty()) {
      options.out().ifPresent(OutputFolder::requireFree);
    }
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"));
        FileVectors vectors = new FileVectors(scratch.resolve("vectors"))) {
      stop.refuseIfStopped();
      try (ReadyJob ready = preflight.ready(host)) {
        stop.refuseIfStopped();
        Map<String, SiteBinding> sites = preflight.bindings();
        try (Recording recording = recording(ready, sites, vectors, options, listener)) {
          try (RunIdentities identities = recording.identities(ready.job(), keys, clock);
              RecordedLedger ledger =
                  recording.ledger(identities, ready, options.keepRounds(), clock)) {
            Setting setting = new Setting(ready, sites, vectors, recording, identities, ledger);
            return described(setting, options, inputs, listener);
          }
        }
      }
    }
  }

  private Recording recording(
      ReadyJob ready,
      Map<String, SiteBinding> sites,
      FileVectors vectors,
      SimulationOptions options,
      Consumer<RunEvent> listener) {
    Optional<Path> out = options.resume().or(options::out);
    if (out.isEmpty()) {
      return Recording.none();
    }
    RunIdentity identity = identity(ready, sites);
    return options.resume().isPresent()
        ? Recording.resume(out.get(), identity, ready.assemblies(), vectors, clock, listener)
        : Recording.create(out.get(), identity, clock);
  }

  /** All that a run has; closed by who made it. */
  private record Setting(
      ReadyJob ready,
      Map<String, SiteBinding> sites,
      FileVectors vectors,
      Recording recording,
      RunIdentities identities,
      RecordedLedger ledger) {}

  /** Says what is run before and after it. */
  private SimulationResult described(
      Setting setting, SimulationOptions options, JobInputs inputs, Consumer<RunEvent> listener) {
    ReadyJob ready = setting.ready();
    Optional<OutputFolder> folder = setting.recording().folder();
    RunFile facts = RunFacts.of(ready, Terms.of(ready.job()), inputs, options, program);
    folder.ifPresent(
        to -> {
          to.keepJob(inputs.file(), ready.job().digest());
          to.describe(setting.ledger().in(facts));
        });
    SimulationResult result = run(setting, listener);
    folder.ifPresent(
        to -> {
          RunFile ended = facts.ended(RunFacts.outcome(result.outcome()));
          to.describe(setting.ledger().in(ended));
          Reports.write(to.path());
        });
    if (result.outcome() instanceof JobOutcome.Completed) {
      setting.recording().end();
    }
    return result;
  }

  private RunIdentity identity(ReadyJob ready, Map<String, SiteBinding> sites) {
    Map<String, Digest> data = new LinkedHashMap<>();
    Map<String, Digest> splits = new LinkedHashMap<>();
    sites.forEach(
        (site, binding) -> {
          data.put(site, DataDigest.of(binding.data()));
          splits.put(site, DataDigest.of(binding.split()));
        });
    Job job = ready.job();
    return new RunIdentity(
        job.name(),
        job.digest(),
        job.seed(),
        Terms.of(job).digest(),
        data,
        splits,
        ready.workflowPins(),
        program);
  }

  private SimulationResult run(Setting setting, Consumer<RunEvent> listener) {
    Job job = setting.ready().job();
    Progress progress =
        new Progress(
            listener, System::nanoTime, PlannedRounds.of(job.workflow()), job.sites().size());
    progress.started(job.name(), job.seed(), job.sites().stream().map(SiteEntry::id).toList());
    // Threads take it over from this one, and so every log line has it.
    MDC.put("job", job.name());
    try (progress) {
      return run(setting, progress);
    } finally {
      MDC.remove("job");
    }
  }

  private SimulationResult run(Setting setting, Progress progress) {
    ReadyJob ready = setting.ready();
    FileVectors vectors = setting.vectors();
    Recording recording = setting.recording();
    RecordedLedger ledger = setting.ledger();
    Job job = ready.job();
    JobTerms terms = Terms.of(job);
    Optional<OutputFolder> folder = recording.folder();
    RunLog log = new RunLog(folder, progress);
    log.goOn(recording.past());
    LocalProtection protection = new LocalProtection(setting.identities(), recording::journal);
    Map<String, Participant> participants = new LinkedHashMap<>();
    setting
        .sites()
        .forEach(
            (site, binding) ->
                participants.put(
                    site,
                    new Participant(
                        terms,
                        binding,
                        ready.assemblies(),
                        protection,
                        vectors,
                        Machinery.ofThisProcess(),
                        LocalFederation.COORDINATOR,
                        recording.memory(site))));
    LocalFederation federation =
        LocalFederation.of(
                new Coordinator(
                    terms,
                    ready.workflow(),
                    ready.assemblies(),
                    protection,
                    vectors,
                    StartRule.withEverySite(Duration.ofHours(6)),
                    recording.from(),
                    recording.resumed()))
            .participants(participants)
            .vectors(vectors)
            .sent(site -> sent(folder, site, job))
            .seals(setting.identities()::seals)
            .ledgers(ledger::of)
            .refusals(ledger::refusals)
            .watch(progress.answers())
            .history(log::append)
            .states(party -> ledger.saving(party, recording.states(party)))
            .models(ledger.releasing((round, model) -> publish(log, ready, terms, round, model)))
            .build();
    stop.onStop(
        reason -> {
          federation.stop(reason);
          progress.stopping(reason);
        });
    Pulse pulse = progress.pulse();
    try (pulse) {
      JobOutcome outcome = federation.run();
      progress.ended(outcome instanceof JobOutcome.Completed, completed(outcome));
      List<Absent> absent = absent(federation);
      if (!log.begun()) {
        refuse(absent);
      }
      folder.ifPresent(to -> keepSites(to, participants, absent));
      ledger.stopped(outcome);
      return result(setting, outcome, log, absent);
    } finally {
      stop.done();
    }
  }

  private static SentLog sent(Optional<OutputFolder> folder, String site, Job job) {
    return folder
        .<SentLog>map(to -> to.sent(site, Names.of(job.aggregation().route())))
        .orElseGet(SentLog::none);
  }

  private void publish(RunLog log, ReadyJob ready, JobTerms terms, int round, Model model) {
    Job job = ready.job();
    log.publish(
        round,
        model,
        new Provenance(
            job.name(),
            job.digest(),
            terms.digest(),
            job.seed(),
            Names.of(job.aggregation().route()),
            Visibility.of(job.aggregation()),
            terms.roster(),
            ready.pins(log.pins()),
            program,
            JobRecipe.of(job)));
  }

  private static SimulationResult result(
      Setting setting, JobOutcome outcome, RunLog log, List<Absent> absent) {
    ReadyJob ready = setting.ready();
    Optional<OutputFolder> folder = setting.recording().folder();
    Job job = ready.job();
    Map<String, Double> metrics = MetricNames.of(log.values(), log.training(), job.workflow());
    boolean complete = outcome instanceof JobOutcome.Completed;
    folder.ifPresent(to -> to.metrics(metrics, complete));
    List<Dropout> dropouts = new ArrayList<>();
    absent.forEach(gone -> dropouts.add(new Dropout(0, "", gone.site(), gone.reason())));
    dropouts.addAll(log.dropouts());
    return new SimulationResult(
        job,
        outcome,
        metrics,
        dropouts,
        ready.pins(log.pins()),
        Visibility.of(job.aggregation()),
        folder.map(OutputFolder::path),
        setting.ledger().summary());
  }

  /** What is each site's own goes into its own folder. */
  private static void keepSites(
      OutputFolder folder, Map<String, Participant> participants, List<Absent> absent) {
    participants.forEach(
        (site, participant) ->
            folder.keep(
                site,
                new SiteFile(
                    participant
                        .rows()
                        .map(rows -> new SiteFile.Rows(rows.train(), rows.test(), rows.leftOut())),
                    absent.stream()
                        .filter(gone -> gone.site().equals(site))
                        .map(Absent::reason)
                        .findFirst())));
  }

  /** A site that ended by itself, before the job did. */
  private record Absent(String site, ErrorCode code, String reason) {}

  private static List<Absent> absent(LocalFederation federation) {
    List<Absent> absent = new ArrayList<>();
    for (Map.Entry<String, Driver> party : federation.drivers().entrySet()) {
      JobOutcome own = party.getValue().outcome().getNow(NOT_ENDED);
      if (!party.getKey().equals(LocalFederation.COORDINATOR)
          && own instanceof JobOutcome.Failed failed
          && failed.code() != ErrorCode.INTERRUPTED) {
        absent.add(new Absent(party.getKey(), failed.code(), failed.reason()));
      }
    }
    return absent;
  }

  /**
   * Sites whose data could not be read kept the job from starting. All of them are this program's
   * own, so it says what is wrong with each.
   */
  private static void refuse(List<Absent> absent) {
    if (!absent.isEmpty()) {
      StringBuilder reasons = new StringBuilder("The job was not started.");
      absent.forEach(
          gone ->
              reasons.append("\n  site ").append(gone.site()).append(": ").append(gone.reason()));
      throw new CloisterException(absent.get(0).code(), reasons.toString());
    }
  }

  private static int completed(JobOutcome outcome) {
    return outcome instanceof JobOutcome.Completed done
        ? done.rounds()
        : ((JobOutcome.Failed) outcome).rounds();
  }
}
