package org.cloister.app.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
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
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.RunFile;
import org.cloister.app.report.Reports;
import org.cloister.app.state.DataDigest;
import org.cloister.app.state.RunIdentity;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.SiteBinding;
import org.cloister.host.PluginHost;
import org.cloister.model.Digest;
import org.cloister.node.FileVectors;
import org.slf4j.MDC;

/** A job with all its sites in this process; they talk in bytes, as over a network. */
public final class Simulation {

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
            RunParts parts = new RunParts(ready, sites, vectors, recording, identities, ledger);
            return described(parts, options, inputs, listener);
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

  /** Says what is run before and after it. */
  private SimulationResult described(
      RunParts parts, SimulationOptions options, JobInputs inputs, Consumer<RunEvent> listener) {
    ReadyJob ready = parts.ready();
    Optional<OutputFolder> folder = parts.folder();
    RunFile facts = RunFacts.of(ready, Terms.of(ready.job()), inputs, options, program);
    folder.ifPresent(
        to -> {
          to.keepJob(inputs.file(), ready.job().digest());
          to.describe(parts.ledger().in(facts));
        });
    SimulationResult result = run(parts, listener);
    folder.ifPresent(
        to -> {
          RunFile ended = facts.ended(RunFacts.outcome(result.outcome()));
          to.describe(parts.ledger().in(ended));
          Reports.write(to.path());
        });
    if (result.outcome() instanceof JobOutcome.Completed) {
      parts.recording().end();
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

  private SimulationResult run(RunParts parts, Consumer<RunEvent> listener) {
    Job job = parts.job();
    Progress progress =
        new Progress(
            listener, System::nanoTime, PlannedRounds.of(job.workflow()), job.sites().size());
    progress.started(job.name(), job.seed(), job.sites().stream().map(SiteEntry::id).toList());
    // Threads take it over from this one, and so every log line has it.
    MDC.put("job", job.name());
    try (progress) {
      return new SimulatedRun(parts, program, progress).run(stop);
    } finally {
      MDC.remove("job");
    }
  }
}
