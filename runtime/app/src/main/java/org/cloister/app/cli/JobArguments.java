package org.cloister.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cloister.app.run.JobInputs;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which job, on which data: what every verb takes that works on a job. */
final class JobArguments {

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

  JobInputs inputs() {
    return new JobInputs(job, data, split);
  }
}
