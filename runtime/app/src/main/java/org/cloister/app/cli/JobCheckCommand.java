package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.cloister.app.run.JobInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    description = "Tells all that is wrong with a job at once, or what would run; starts nothing.")
final class JobCheckCommand implements Callable<Integer> {

  private final Console console;
  private final JobInspection inspection;

  @Mixin JobArguments job = new JobArguments();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  JobCheckCommand(Console console, JobInspection inspection) {
    this.console = console;
    this.inspection = inspection;
  }

  @Override
  public Integer call() {
    JobOutlineReport report = new JobOutlineReport(inspection.inspect(job.inputs()));
    console.result(report.json(), report.text());
    return ExitCode.OK;
  }
}
