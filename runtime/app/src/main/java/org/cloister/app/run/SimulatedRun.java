package org.cloister.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.plugins.Terms;
import org.cloister.app.record.Names;
import org.cloister.app.record.OutputFolder;
import org.cloister.app.record.SiteFile;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.coordinator.StartRule;
import org.cloister.engine.site.Participant;
import org.cloister.node.LocalFederation;
import org.cloister.node.SentLog;

/** The parties of one run, from their first message to what came of it. Runs once. */
final class SimulatedRun {

  private static final Duration WAIT_FOR_SITES = Duration.ofHours(6);

  private final RunParts parts;
  private final Progress progress;
  private final RunLog log;
  private final Map<String, Participant> sites;
  private final LocalFederation federation;

  /**
   * Makes the parties.
   *
   * @param program the version of Cloister
   * @param progress tells the person
   */
  SimulatedRun(RunParts parts, String program, Progress progress) {
    this.parts = parts;
    this.progress = progress;
    this.log = new RunLog(parts.folder(), progress);
    ReadyJob ready = parts.ready();
    Recording recording = parts.recording();
    log.goOn(recording.past());
    JobTerms terms = Terms.of(ready.job());
    LocalProtection protection = new LocalProtection(parts.identities(), recording::journal);
    this.sites =
        LocalSites.of(
            terms,
            parts.sites(),
            ready.assemblies(),
            protection,
            parts.vectors(),
            recording::memory);
    Coordinator coordinator =
        new Coordinator(
            terms,
            ready.workflow(),
            ready.assemblies(),
            protection,
            parts.vectors(),
            StartRule.withEverySite(WAIT_FOR_SITES),
            recording.from(),
            recording.resumed());
    this.federation = federation(coordinator, new PublishedModels(log, ready, terms, program));
  }

  private LocalFederation federation(Coordinator coordinator, PublishedModels models) {
    Recording recording = parts.recording();
    RecordedLedger ledger = parts.ledger();
    return LocalFederation.of(coordinator)
        .participants(sites)
        .vectors(parts.vectors())
        .sent(this::sent)
        .seals(parts.identities()::seals)
        .ledgers(ledger::of)
        .refusals(ledger::refusals)
        .watch(progress.answers())
        .history(log::append)
        .states(party -> ledger.saving(party, recording.states(party)))
        .models(ledger.releasing(models))
        .build();
  }

  private SentLog sent(String site) {
    return parts
        .folder()
        .<SentLog>map(to -> to.sent(site, Names.of(parts.job().aggregation().route())))
        .orElseGet(SentLog::none);
  }

  /**
   * Runs the job to its end.
   *
   * @param stop ends it early
   * @throws org.cloister.model.CloisterException if sites that cannot take part kept it from
   *     starting
   */
  SimulationResult run(StopSwitch stop) {
    stop.onStop(
        reason -> {
          federation.stop(reason);
          progress.stopping(reason);
        });
    Pulse pulse = progress.pulse();
    try (pulse) {
      JobOutcome outcome = federation.run();
      progress.ended(outcome instanceof JobOutcome.Completed, completed(outcome));
      List<Absent> absent = Absent.of(federation);
      if (!log.begun()) {
        Absent.refuse(absent);
      }
      parts.folder().ifPresent(to -> keepSites(to, absent));
      parts.ledger().stopped(outcome);
      return result(outcome, absent);
    } finally {
      stop.done();
    }
  }

  private static int completed(JobOutcome outcome) {
    return outcome instanceof JobOutcome.Completed done
        ? done.rounds()
        : ((JobOutcome.Failed) outcome).rounds();
  }

  /** What is each site's own goes into its own folder. */
  private void keepSites(OutputFolder folder, List<Absent> absent) {
    sites.forEach(
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

  private SimulationResult result(JobOutcome outcome, List<Absent> absent) {
    Job job = parts.job();
    Optional<OutputFolder> folder = parts.folder();
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
        parts.ready().pins(log.pins()),
        Visibility.of(job.aggregation()),
        folder.map(OutputFolder::path),
        parts.ledger().summary());
  }
}
