package org.cloister.app.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.StringJoiner;
import org.cloister.app.record.Json;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Target;

/**
 * What a row's scores are called. For BINARY the score is the probability of 1, and the prediction
 * is 1 from 0.5 on; for CLASS there is a probability for each class, and the prediction is the
 * first greatest; for REAL and COUNT the score is the prediction. The metrics count in the same
 * way.
 */
final class PredictionForm {

  private final Target target;
  private final int outputs;
  private final boolean json;

  /**
   * A form.
   *
   * @param outputs scores of a row; refused unless they are those of the label
   */
  PredictionForm(Column.Label label, int outputs, boolean json) {
    this.target = label.target();
    this.outputs = target == Target.CLASS ? label.classes() : 1;
    this.json = json;
    CloisterException.require(
        outputs == this.outputs,
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "The model must have " + this.outputs + " scores a row, has " + outputs + ".");
  }

  /** The first line; empty where there is none. */
  String header() {
    if (json) {
      return "";
    }
    StringJoiner header = new StringJoiner(",", "", "\n").add("row").add("prediction");
    for (int i = 0; i < probabilities(); i++) {
      header.add(target == Target.CLASS ? "probability_" + i : "probability");
    }
    return header.add("reason").toString();
  }

  private int probabilities() {
    return target == Target.BINARY || target == Target.CLASS ? outputs : 0;
  }

  /** Whether the scores that begin at {@code from} are numbers. */
  boolean isFinite(float[] scores, int from) {
    for (int i = 0; i < outputs; i++) {
      if (!Float.isFinite(scores[from + i])) {
        return false;
      }
    }
    return true;
  }

  /** A row whose scores begin at {@code from}. */
  String line(long row, float[] scores, int from) {
    if (json) {
      return json(row, scores, from);
    }
    StringBuilder line = new StringBuilder().append(row).append(',');
    if (probabilities() == 0) {
      line.append(scores[from]);
    } else {
      line.append(named(scores, from));
      for (int i = 0; i < probabilities(); i++) {
        line.append(',').append(scores[from + i]);
      }
    }
    return line.append(",\n").toString();
  }

  private String json(long row, float[] scores, int from) {
    ObjectNode json = Json.object().put("row", row);
    if (target == Target.CLASS) {
      ArrayNode all = json.put("prediction", named(scores, from)).putArray("probabilities");
      for (int i = 0; i < outputs; i++) {
        all.add(scores[from + i]);
      }
    } else if (target == Target.BINARY) {
      json.put("prediction", named(scores, from)).put("probability", scores[from]);
    } else {
      json.put("prediction", scores[from]);
    }
    return Json.line(json) + "\n";
  }

  private int named(float[] scores, int from) {
    if (target == Target.BINARY) {
      return scores[from] >= 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < outputs; i++) {
      best = scores[from + i] > scores[from + best] ? i : best;
    }
    return best;
  }

  /** A row without a prediction. */
  String without(long row, String reason) {
    if (json) {
      return Json.line(Json.object().put("row", row).putNull("prediction").put("reason", reason))
          + "\n";
    }
    String quoted = "\"" + reason.replace("\"", "\"\"") + "\"";
    return row + ",".repeat(2 + probabilities()) + quoted + "\n";
  }
}
