package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.cloister.app.run.StatisticsRun;
import org.cloister.app.run.TableStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "stats",
    description = "Takes statistics of all sites' training rows, by sums on the job's route.",
    showDefaultValues = false)
final class StatsCommand implements Callable<Integer> {

  private final Console console;
  private final StatisticsRun statistics;

  @Mixin JobArguments job = new JobArguments();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  StatsCommand(Console console, StatisticsRun statistics) {
    this.console = console;
    this.statistics = statistics;
  }

  @Override
  public Integer call() {
    TableStatistics taken = statistics.run(job.inputs());
    console.result(StatsJson.of(taken), new StatsText(taken).text());
    return ExitCode.OK;
  }
}
