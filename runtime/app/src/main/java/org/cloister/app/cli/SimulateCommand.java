package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.run.Simulation;
import org.cloister.app.run.SimulationOptions;
import org.cloister.app.run.SimulationResult;
import org.cloister.engine.JobOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "simulate",
    description = "Runs a job with all its sites on this machine.",
    showDefaultValues = false)
final class SimulateCommand implements Callable<Integer> {

  private final Console console;
  private final Simulation simulation;

  @Mixin JobArguments job = new JobArguments();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A new or empty folder for history, metrics and model.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--seed", paramLabel = "N", description = "A seed in place of the job's.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--keep-rounds",
      paramLabel = "N",
      description = "Keeps, encrypted, what the models of the last N rounds were made from.")
  private Optional<Integer> keepRounds = Optional.empty();

  @Option(names = "--plain", description = "Shows progress as whole lines, without rewriting any.")
  @SuppressWarnings("unused") // Terminal looks it up before anything is parsed
  private boolean plain;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Goes on with the run that DIR was the --out of; give all else as before.")
  private Optional<Path> resume = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  SimulateCommand(Console console, Simulation simulation) {
    this.console = console;
    this.simulation = simulation;
  }

  @Override
  public Integer call() {
    SimulationResult result =
        simulation.run(
            job.inputs(), new SimulationOptions(out, seed, keepRounds, resume), console::progress);
    SimulationReport report = new SimulationReport(result);
    if (result.outcome() instanceof JobOutcome.Failed failed) {
      report.dropouts().forEach(console::note);
      console.error(failed.code(), failed.reason(), report.afterFailure(job.inputs().file()));
      return ExitCode.ofJob(failed.code());
    }
    console.result(report.json(), report.text());
    return ExitCode.OK;
  }
}
