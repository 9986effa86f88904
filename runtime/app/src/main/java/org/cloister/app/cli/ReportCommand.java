package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.record.Json;
import org.cloister.app.report.Reports;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description = "Makes the reports of a recorded run again, for the job and for each site.",
    subcommands = {ReportAuditCommand.class})
final class ReportCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1", // required, but not where "audit" follows
      paramLabel = "DIR",
      description = "A folder that simulate --out has filled.")
  private Optional<Path> folder = Optional.empty();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  ReportCommand(Console console) {
    this.console = console;
  }

  private Path required() {
    return folder.orElseThrow(
        () -> new CloisterException(ErrorCode.USAGE, "Missing required parameter: 'DIR'"));
  }

  @Override
  public Integer call() {
    List<Path> written = Reports.write(required());
    ObjectNode json = Json.object();
    ArrayNode files = json.putArray("reports");
    StringBuilder text = new StringBuilder();
    for (Path file : written) {
      files.add(file.toString());
      text.append(file).append('\n');
    }
    console.result(json, text.toString());
    return ExitCode.OK;
  }
}
