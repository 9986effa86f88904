package org.cloister.tck;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchSchema;
import org.cloister.model.Target;
import org.cloister.spi.ModelSession;

/** Rules about the predictions of a session. */
final class SessionRules {

  private static final float CANARY = -12345.5f;

  private final Checklist list;
  private final ModelSession session;
  private final BatchSchema schema;
  private final float[] weights;

  SessionRules(Checklist list, ModelSession session, BatchSchema schema, float[] weights) {
    this.list = list;
    this.session = session;
    this.schema = schema;
    this.weights = weights;
  }

  void check() {
    boolean known =
        list.rule(
            "outputs_matchTheTarget",
            "outputs must be the number of classes for CLASS and 1 for every other target.",
            () -> session.outputs() == (schema.target() == Target.CLASS ? schema.classes() : 1));
    if (!known) {
      return;
    }
    list.rule(
        "predict_leavesItsArgumentsAlone",
        "predict must not change weights or batch.",
        () -> {
          Batch batch = batch();
          String before = SampleBatches.bits(batch);
          float[] given = weights.clone();
          session.predict(given, batch, scores(0));
          return Arrays.equals(given, weights) && before.equals(SampleBatches.bits(batch));
        });
    boolean filled =
        list.rule(
            "predict_fillsRowsTimesOutputs",
            "predict must write rows * outputs() finite scores and nothing behind them.",
            this::fills);
    if (filled && schema.target() != Target.REAL && schema.target() != Target.COUNT) {
      list.rule(
          "predict_givesProbabilities",
          "Scores of labels must be probabilities, those of classes with sum 1.",
          this::probabilities);
    }
  }

  private boolean fills() {
    float[] scores = scores(3);
    session.predict(weights.clone(), batch(), scores);
    int used = scores.length - 3;
    for (int i = 0; i < scores.length; i++) {
      boolean canary = scores[i] == CANARY;
      if (i < used ? canary || !Float.isFinite(scores[i]) : !canary) {
        return false;
      }
    }
    return true;
  }

  private boolean probabilities() {
    float[] scores = scores(0);
    session.predict(weights.clone(), batch(), scores);
    for (int row = 0; row < ModelArchitectureChecks.ROWS; row++) {
      double sum = 0;
      for (int k = 0; k < session.outputs(); k++) {
        float score = scores[row * session.outputs() + k];
        if (score < 0 || score > 1 + 1e-5) {
          return false;
        }
        sum += score;
      }
      if (schema.target() == Target.CLASS && Math.abs(sum - 1) > 1e-3) {
        return false;
      }
    }
    return true;
  }

  private float[] scores(int further) {
    float[] scores = new float[ModelArchitectureChecks.ROWS * session.outputs() + further];
    Arrays.fill(scores, CANARY);
    return scores;
  }

  private Batch batch() {
    return SampleBatches.of(schema, ModelArchitectureChecks.ROWS, 21);
  }
}
