package org.cloister.app.cli;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.run.StatisticsRun;
import org.cloister.app.run.TableStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "stats",
    description = "Takes statistics of all sites' training rows, by sums on the job's route.",
    showDefaultValues = false)
final class StatsCommand implements Callable<Integer> {

  private final Console console;
  private final StatisticsRun statistics;

  @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
  private Path job = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "SITE=PATH",
      description = "A site's file or folder in place of the job's; can be given again.")
  private Map<String, Path> data = new LinkedHashMap<>();

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "JSON that names the training and test rows, in place of a random share.")
  private Optional<Path> split = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  StatsCommand(Console console, StatisticsRun statistics) {
    this.console = console;
    this.statistics = statistics;
  }

  @Override
  public Integer call() {
    TableStatistics taken = statistics.run(job, data, split);
    console.result(StatsJson.of(taken), new StatsText(taken).text());
    return ExitCode.OK;
  }
}
