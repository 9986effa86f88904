package org.cloister.app.cli;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.cloister.app.job.JobSchema;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "schema",
    description = "Prints the JSON Schema (2020-12) of job files, for editors and other programs.")
final class JobSchemaCommand implements Callable<Integer> {

  private final Console console;

  @Mixin OutputForm form = new OutputForm();

  @Inject
  JobSchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String schema = JobSchema.text();
    console.result(Json.parse(schema, "The schema of job files", ErrorCode.INTERNAL), schema);
    return ExitCode.OK;
  }
}
