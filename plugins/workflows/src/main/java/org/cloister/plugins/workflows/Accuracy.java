package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Target;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.Predictor;

/**
 * The share of examples whose label the model names: for BINARY the probability of 1 is at least
 * 0.5, for CLASS the first greatest score. Results {@code accuracy} (none without examples) and
 * {@code examples}; both are exact. No settings.
 */
final class Accuracy implements Evaluator {
  private static final String CORRECT = "correct";
  private static final String EXAMPLES = "examples";

  @Override
  public String id() {
    return "accuracy";
  }

  @Override
  public List<Part> parts(DataSchema schema, Settings settings) {
    settings.requireOnly();
    label(schema);
    Part.Kind count = new Part.Kind.Counts(1, Integer.MAX_VALUE);
    return List.of(Part.plain(CORRECT, count), Part.plain(EXAMPLES, count));
  }

  private Column.Label label(DataSchema schema) {
    return Labels.require(id(), schema, Set.of(Target.BINARY, Target.CLASS));
  }

  @Override
  public Parts compute(Examples examples, Predictor model, DataSchema schema, Settings settings) {
    int outputs = Labels.outputs(label(schema));
    long[] correct = new long[1];
    Scoring.visit(
        examples,
        model,
        outputs,
        (target, scores, from) -> correct[0] += named(scores, from, outputs) == target ? 1 : 0);
    return Parts.ofCounts(CORRECT, correct).with(Parts.ofCounts(EXAMPLES, examples.count()));
  }

  private static int named(float[] scores, int from, int outputs) {
    if (outputs == 1) {
      return scores[from] >= 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < outputs; i++) {
      best = scores[from + i] > scores[from + best] ? i : best;
    }
    return best;
  }

  @Override
  public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
    double examples = sum.sums().counts(EXAMPLES).get(0);
    return examples == 0
        ? Map.of("examples", 0.0)
        : Map.of("examples", examples, "accuracy", sum.sums().counts(CORRECT).get(0) / examples);
  }
}
