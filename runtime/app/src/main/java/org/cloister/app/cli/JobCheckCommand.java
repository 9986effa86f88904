package org.cloister.app.cli;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.run.JobInspection;
import org.cloister.app.run.SimulationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Tells all that is wrong with a job at once, or what would run; starts nothing.")
final class JobCheckCommand implements Callable<Integer> {

  private final Console console;
  private final JobInspection inspection;

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
  JobCheckCommand(Console console, JobInspection inspection) {
    this.console = console;
    this.inspection = inspection;
  }

  @Override
  public Integer call() {
    SimulationOptions options =
        new SimulationOptions(data, split, Optional.empty(), Optional.empty());
    JobOutlineReport report = new JobOutlineReport(inspection.inspect(job, options));
    console.result(report.json(), report.text());
    return ExitCode.OK;
  }
}
