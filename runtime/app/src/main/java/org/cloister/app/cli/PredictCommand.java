package org.cloister.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cloister.app.predict.PredictionCount;
import org.cloister.app.predict.PredictionOptions;
import org.cloister.app.predict.Predictions;
import org.cloister.app.record.Json;
import org.cloister.app.record.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = {
      "Predicts the label of each row of a table, in file order and in flat memory.",
      "Rows are counted from 0, without a header. A row that lacks a value has an empty prediction"
          + " and the reason; labels in the table are not looked at."
    })
final class PredictCommand implements Callable<Integer> {

  /** How predictions are written. */
  enum RowFormat {
    CSV,
    JSON;

    @Override
    public String toString() {
      return Names.of(this);
    }
  }

  /** What becomes of a row that cannot be read. */
  enum Unknown {
    REFUSE,
    SKIP;

    @Override
    public String toString() {
      return Names.of(this);
    }
  }

  private final Console console;
  private final Predictions predictions;

  @Parameters(paramLabel = "DATA.csv", description = "The rows, in the form of the job's tables.")
  private Path data = Path.of("");

  @Mixin ModelOptions options = new ModelOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file for the predictions, whole or not at all; default standard output.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to write predictions: ${COMPLETION-CANDIDATES} (lines); default csv.")
  private RowFormat format = RowFormat.CSV;

  @Option(
      names = "--unknown",
      paramLabel = "WHAT",
      description =
          "A row with a category that the model does not know, or a cell that cannot be read:"
              + " ${COMPLETION-CANDIDATES}; default refuse. Skipped rows have the reason in place"
              + " of a prediction.")
  private Unknown unknown = Unknown.REFUSE;

  @Inject
  PredictCommand(Console console, Predictions predictions) {
    this.console = console;
    this.predictions = predictions;
  }

  @Override
  public Integer call() {
    PredictionCount count =
        predictions.run(
            new PredictionOptions(
                options.model,
                data,
                options.fitOn,
                out,
                format == RowFormat.JSON,
                unknown == Unknown.SKIP,
                options.source),
            console.rows(),
            console::note);
    if (count.without() > 0) {
      console.note(
          count.without()
              + " of "
              + count.rows()
              + " rows have no prediction; the column reason says why.");
    }
    String text = text(count);
    if (out.isEmpty() && format == RowFormat.CSV) {
      console.note(text.strip());
    } else {
      console.result(json(count), text);
    }
    return ExitCode.OK;
  }

  private ObjectNode json(PredictionCount count) {
    ObjectNode json = Json.object().put("rows", count.rows()).put("predicted", count.predicted());
    json.put("without", count.without()).put("seconds", count.seconds());
    out.ifPresent(file -> json.put("out", file.toString()));
    return json;
  }

  private String text(PredictionCount count) {
    return String.format(
        Locale.ROOT,
        "%d rows, %d predicted, %.1f s (%.0f rows/s)%s%n",
        count.rows(),
        count.predicted(),
        count.seconds(),
        count.rows() / Math.max(1e-9, count.seconds()),
        out.map(file -> ", kept in " + file).orElse(""));
  }
}
