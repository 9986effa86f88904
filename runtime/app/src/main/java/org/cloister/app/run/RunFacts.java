package org.cloister.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.app.job.AggregationSection;
import org.cloister.app.job.Job;
import org.cloister.app.job.PluginRef;
import org.cloister.app.job.SiteEntry;
import org.cloister.app.job.WorkflowSection;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.record.Names;
import org.cloister.app.record.RunFile;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.model.ErrorCode;

/** What {@code run.json} says of a simulation. */
final class RunFacts {

  private RunFacts() {}

  /**
   * Before it runs.
   *
   * @param inputs the job as the person named it
   * @param program the version of Cloister
   */
  static RunFile of(
      ReadyJob ready, JobTerms terms, JobInputs inputs, SimulationOptions options, String program) {
    Job job = ready.job();
    AggregationSection aggregation = job.aggregation();
    return new RunFile(
        program,
        command(inputs, options),
        job.name(),
        job.digest(),
        terms.digest(),
        job.seed(),
        Names.of(aggregation.route()),
        aggregation.noise().isPresent(),
        Visibility.of(aggregation),
        job.sites().stream().map(SiteEntry::id).toList(),
        parts(job),
        rounds(job.workflow()),
        ready.workflowPins(),
        Optional.empty());
  }

  /** How it ended. */
  static RunFile.Outcome outcome(JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Failed failed) {
      return new RunFile.Outcome(
          failed.code() == ErrorCode.INTERRUPTED ? "interrupted" : "failed",
          failed.code().text(),
          failed.reason(),
          failed.rounds());
    }
    JobOutcome.Completed completed = (JobOutcome.Completed) outcome;
    return new RunFile.Outcome("completed", "", completed.reason(), completed.rounds());
  }

  private static List<RunFile.Part> parts(Job job) {
    AggregationSection aggregation = job.aggregation();
    List<RunFile.Part> parts = new ArrayList<>();
    parts.add(new RunFile.Part("data-source", job.data().source().id()));
    parts.add(new RunFile.Part("model", job.model().id()));
    parts.add(new RunFile.Part("trainer", job.training().trainer().id()));
    parts.add(new RunFile.Part("aggregator", aggregation.aggregator().id()));
    add(parts, "privacy", job.training().privacy());
    add(parts, "noise", aggregation.noise());
    add(parts, "compressor", aggregation.compressor());
    add(parts, "protocol", aggregation.protocol());
    add(parts, "quantizer", aggregation.quantizer());
    parts.add(
        new RunFile.Part(
            "workflow",
            job.workflow() instanceof WorkflowSection.Whole whole
                ? whole.workflow().id()
                : "agents of the job's own"));
    return parts;
  }

  private static void add(List<RunFile.Part> parts, String role, Optional<PluginRef> plugin) {
    plugin.ifPresent(named -> parts.add(new RunFile.Part(role, named.id())));
  }

  private static Optional<String> rounds(WorkflowSection workflow) {
    return PlannedRounds.of(workflow).stream().mapToObj(Integer::toString).findFirst();
  }

  private static String command(JobInputs inputs, SimulationOptions options) {
    List<String> words = new ArrayList<>(List.of("cloister", "simulate", inputs.file().toString()));
    new TreeMap<>(inputs.data())
        .forEach((site, path) -> words.addAll(List.of("--data", site + "=" + path)));
    inputs.split().ifPresent(split -> words.addAll(List.of("--split", split.toString())));
    options.seed().ifPresent(seed -> words.addAll(List.of("--seed", seed.toString())));
    options
        .keepRounds()
        .ifPresent(count -> words.addAll(List.of("--keep-rounds", count.toString())));
    options
        .resume()
        .or(options::out) // the whole run can be had again by one command
        .ifPresent(out -> words.addAll(List.of("--out", out.toString())));
    return String.join(" ", words.stream().map(RunFacts::quoted).toList());
  }

  /** As a shell of Unix reads it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
