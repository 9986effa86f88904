package org.cloister.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobReader;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.job.WorkflowSection;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.record.Names;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.Provenance;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.site.Machinery;
import org.cloister.engine.site.Participant;
import org.cloister.host.PluginHost;
import org.cloister.model.Model;
import org.cloister.model.Settings;
import org.cloister.node.Driver;
import org.cloister.node.FileVectors;
import org.cloister.node.LocalFederation;

/** A job with all its sites in this process; they talk in bytes, as over a network. */
public final class Simulation {

  private final HostStarter hosts;
  private final StopSwitch stop;
  private final String program;

  /**
   * A simulation.
   *
   * @param hosts starts the plugins
   * @param stop ends it early
   * @param program the version of Cloister, for the model's provenance
   */
  public Simulation(HostStarter hosts, StopSwitch stop, String program) {
    this.hosts = hosts;
    this.stop = stop;
    this.program = program;
  }

  /**
   * Runs a job to its end.
   *
   * @param progress gets one line a round
   * @throws org.cloister.app.yaml.ProblemsFound with all that is wrong with the job file
   * @throws org.cloister.model.CloisterException if it cannot be started; how it ended is a value
   */
  public SimulationResult run(Path file, SimulationOptions options, Consumer<String> progress) {
    Job written = JobReader.read(file);
    Job seeded = options.seed().map(written::withSeed).orElse(written);
    Job job = JobSites.withData(seeded, options.data());
    Map<String, SiteBinding> sites = JobSites.bind(job, options.data(), options.split());
    options.out().ifPresent(OutputFolder::requireFree);
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"));
        FileVectors vectors = new FileVectors(scratch.resolve("vectors"))) {
      List<org.cloister.spi.DataAccess> files =
          sites.values().stream().map(SiteBinding::data).toList();
      try (ReadyJob ready = new JobCheck(host).ready(job, files)) {
        return keep(ready, sites, vectors, options.out(), progress);
      }
    }
  }

  private SimulationResult keep(
      ReadyJob ready,
      Map<String, SiteBinding> sites,
      FileVectors vectors,
      Optional<Path> out,
      Consumer<String> progress) {
    if (out.isEmpty()) {
      return run(ready, sites, vectors, Optional.empty(), progress);
    }
    try (OutputFolder folder = OutputFolder.create(out.get())) {
      return run(ready, sites, vectors, Optional.of(folder), progress);
    }
  }

  private SimulationResult run(
      ReadyJob ready,
      Map<String, SiteBinding> sites,
      FileVectors vectors,
      Optional<OutputFolder> folder,
      Consumer<String> progress) {
    Job job = ready.job();
    JobTerms terms = terms(job);
    RunLog log = new RunLog(folder, progress, rounds(job.workflow()), System::nanoTime);
    LocalProtection protection = new LocalProtection();
    Map<String, Participant> participants = new LinkedHashMap<>();
    sites.forEach(
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
                    LocalFederation.COORDINATOR)));
    LocalFederation federation =
        LocalFederation.of(
                new Coordinator(terms, ready.workflow(), ready.assemblies(), protection, vectors))
            .participants(participants)
            .vectors(vectors)
            .history(log::append)
            .models((round, model) -> publish(log, ready, terms, round, model))
            .build();
    stop.onStop(federation::stop);
    try {
      JobOutcome outcome = federation.run();
      log.end();
      return result(ready, outcome, log, absent(federation), folder);
    } finally {
      stop.done();
    }
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
            terms.roster(),
            ready.pins(log.pins()),
            program));
  }

  private static SimulationResult result(
      ReadyJob ready,
      JobOutcome outcome,
      RunLog log,
      List<Dropout> absent,
      Optional<OutputFolder> folder) {
    Job job = ready.job();
    Map<String, Double> metrics = MetricNames.of(log.values(), log.training(), job.workflow());
    folder.ifPresent(to -> to.metrics(metrics));
    List<Dropout> dropouts = new ArrayList<>(absent);
    dropouts.addAll(log.dropouts());
    return new SimulationResult(
        job,
        outcome,
        metrics,
        dropouts,
        ready.pins(log.pins()),
        Visibility.of(job.aggregation()),
        folder.map(OutputFolder::path));
  }

  /** Sites that ended by themselves before the job did: their data could not be read. */
  private static List<Dropout> absent(LocalFederation federation) {
    List<Dropout> absent = new ArrayList<>();
    for (Map.Entry<String, Driver> party : federation.drivers().entrySet()) {
      if (party.getKey().equals(LocalFederation.COORDINATOR)) {
        continue;
      }
      JobOutcome own =
          party
              .getValue()
              .outcome()
              .getNow(new JobOutcome.Completed("", 0, Optional.empty(), Map.of()));
      if (own instanceof JobOutcome.Failed failed
          && failed.code() != org.cloister.model.ErrorCode.INTERRUPTED) {
        absent.add(
            new Dropout(
                0, "", party.getKey(), failed.reason() + " [" + failed.code().text() + "]"));
      }
    }
    return absent;
  }

  private static JobTerms terms(Job job) {
    return new JobTerms(
        job.name(),
        job.seed(),
        job.sites().stream().map(SiteEntry::id).toList(),
        job.data().schema(),
        job.data().preparation(),
        job.training().batchSize(),
        job.training().clipNorm(),
        job.training().episodesPerRound(),
        Optional.empty(),
        Optional.empty());
  }

  /** For the progress line: federated averaging and its like say how many rounds there will be. */
  private static String rounds(WorkflowSection workflow) {
    Settings settings =
        workflow instanceof WorkflowSection.Whole whole
            ? whole.workflow().settings()
            : Settings.none();
    return settings.has("rounds") ? "/" + settings.text("rounds") : "";
  }
}
