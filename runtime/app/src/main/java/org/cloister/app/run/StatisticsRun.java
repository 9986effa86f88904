package org.cloister.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.identity.FirstKeys;
import org.cloister.app.identity.JobSuite;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.job.Job;
import org.cloister.app.job.JobReader;
import org.cloister.app.plugins.HostStarter;
import org.cloister.app.plugins.JobCheck;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.Terms;
import org.cloister.app.record.Names;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.coordinator.PreparedWorkflow;
import org.cloister.engine.coordinator.StartRule;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.site.Participant;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.node.FileVectors;
import org.cloister.node.LocalFederation;
import org.cloister.port.Assembly;
import org.cloister.spi.DataAccess;
import org.cloister.spi.Event;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowPlan;

/** Takes the statistics of a job's tables, on the job's route, and trains nothing. */
public final class StatisticsRun {

  private final HostStarter hosts;
  private final StopSwitch stop;

  /**
   * Statistics with the plugins that are installed.
   *
   * @param stop ends it early
   */
  public StatisticsRun(HostStarter hosts, StopSwitch stop) {
    this.hosts = hosts;
    this.stop = stop;
  }

  /**
   * Takes the statistics over all training rows.
   *
   * @param inputs the job; rows for testing are left out
   * @throws org.cloister.app.yaml.ProblemsFound with all that is wrong with the job file
   * @throws CloisterException if it cannot be started, or ends without statistics
   */
  public TableStatistics run(JobInputs inputs) {
    Job job = JobSites.withData(JobReader.read(inputs.file()), inputs.data());
    Map<String, SiteBinding> sites = JobSites.bind(job, inputs.data(), inputs.split());
    List<DataAccess> files = sites.values().stream().map(SiteBinding::data).toList();
    FirstKeys keys = FirstKeys.begin(JobSuite.of(Optional.of(job.aggregation())));
    try (Scratch scratch = Scratch.create();
        PluginHost host = hosts.start(scratch.resolve("framework"));
        FileVectors vectors = new FileVectors(scratch.resolve("vectors"))) {
      stop.refuseIfStopped();
      try (ReadyJob ready = new JobCheck(host).ready(job, files);
          Assembly assembly = ready.assemblies().open()) {
        stop.refuseIfStopped();
        WorkflowPlan plan = plan(job, assembly);
        try (RunIdentities identities = keys.parties(job.name(), terms(job).roster())) {
          return run(ready, plan, sites, identities, vectors);
        }
      }
    }
  }

  private static WorkflowPlan plan(Job job, Assembly assembly) {
    Workflow statistics = assembly.workflows().get(PreparedWorkflow.STATISTICS);
    if (statistics == null) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND,
          "No bundle offers the workflow "
              + PreparedWorkflow.STATISTICS
              + ", or more than one does; install one that does.");
    }
    return statistics.plan(PreparedWorkflow.howTaken(job.data().preparation()).with("rows", "all"));
  }

  private TableStatistics run(
      ReadyJob ready,
      WorkflowPlan plan,
      Map<String, SiteBinding> sites,
      RunIdentities identities,
      FileVectors vectors) {
    Job job = ready.job();
    JobTerms terms = terms(job);
    LocalProtection protection = new LocalProtection(identities);
    Map<String, Participant> participants =
        LocalSites.of(
            terms, sites, ready.assemblies(), protection, vectors, site -> SiteMemory.blank());
    List<Event> history = Collections.synchronizedList(new ArrayList<>());
    LocalFederation federation =
        LocalFederation.of(
                new Coordinator(
                    terms,
                    plan,
                    ready.assemblies(),
                    protection,
                    vectors,
                    StartRule.withThoseThatJoined(Duration.ofHours(6))))
            .participants(participants)
            .vectors(vectors)
            .history(history::add)
            .seals(identities::seals)
            .build();
    stop.onStop(federation::stop);
    try {
      JobOutcome outcome = federation.run();
      if (outcome instanceof JobOutcome.Failed failed) {
        throw new CloisterException(failed.code(), failed.reason() + absent(federation));
      }
      return result(
          job, ((JobOutcome.Completed) outcome).values(), List.copyOf(history), federation);
    } finally {
      stop.done();
    }
  }

  private static TableStatistics result(
      Job job, Map<String, Double> values, List<Event> history, LocalFederation federation) {
    Map<String, String> dropouts = new TreeMap<>();
    Absent.of(federation).forEach(gone -> dropouts.put(gone.site(), gone.reason()));
    List<String> reported = new ArrayList<>();
    for (Event event : history) {
      if (event instanceof Event.SitesReported told) {
        reported.addAll(told.reported());
        told.dropped().forEach((site, why) -> dropouts.putIfAbsent(site, Names.of(why)));
      }
    }
    return new TableStatistics(
        job.name(),
        job.data().schema(),
        values,
        reported,
        dropouts,
        Names.of(job.aggregation().route()),
        Visibility.ofStatistics(job.aggregation()));
  }

  private static String absent(LocalFederation federation) {
    return Absent.lines(
        Absent.of(federation).stream().sorted(Comparator.comparing(Absent::site)).toList());
  }

  /** The job's terms, but with nothing fitted and no row left out for a gap. */
  private static JobTerms terms(Job job) {
    return Terms.of(job, Preparation.unfitted(job.data().schema()));
  }
}
