package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cloister.app.predict.EvaluationOptions;
import org.cloister.app.predict.EvaluationResult;
import org.cloister.app.predict.Evaluations;
import org.cloister.app.record.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description = "Says how well a model does on the rows of a table with labels.")
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;
  private final Evaluations evaluations;

  @Parameters(
      paramLabel = "DATA.csv",
      description = "The rows with labels, in the form of the job's tables.")
  private Path data = Path.of("");

  @Mixin ModelOptions options = new ModelOptions();

  @Option(
      names = "--metrics",
      paramLabel = "ID",
      split = ",",
      description = "Metrics, joined by commas; default those that go with the label.")
  private List<String> metrics = List.of();

  @Mixin OutputForm form = new OutputForm();

  @Inject
  EvaluateCommand(Console console, Evaluations evaluations) {
    this.console = console;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    EvaluationResult result =
        evaluations.run(
            new EvaluationOptions(options.model, data, options.fitOn, metrics, options.source),
            console::note);
    console.result(json(result), text(result));
    return ExitCode.OK;
  }

  private static ObjectNode json(EvaluationResult result) {
    ObjectNode json = Json.object().put("rows", result.rows()).put("leftOut", result.left());
    ObjectNode values = json.putObject("metrics");
    result.values().forEach(values::put);
    return json;
  }

  private static String text(EvaluationResult result) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Double> value : result.values().entrySet()) {
      if (!value.getKey().equals("examples") && value.getKey().indexOf('.') < 0) {
        text.append(String.format(Locale.ROOT, "%-10s%.4f%n", value.getKey(), value.getValue()));
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%-10s%d (%d left out for missing cells)%n",
            "rows",
            result.rows(),
            result.left()));
    return text.toString();
  }
}
