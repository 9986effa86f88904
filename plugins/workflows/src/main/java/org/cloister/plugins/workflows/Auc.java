package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * The area under the ROC curve, that is, the chance that a random positive scores higher than a
 * random negative, ties counting one half (Mann and Whitney 1947). Since only sums leave a site, it
 * is computed from a histogram of the scores: {@code bins} equal bins of [0, 1], greater and lesser
 * scores in the last and first.
 *
 * <p>Results {@code auc}, {@code auc.error} and {@code examples}. A pair in different bins is
 * ordered as by its scores; a pair in one bin counts one half and is off by at most one half. Hence
 * {@code |auc - exact| <= auc.error = sum(pos_b * neg_b) / (2 * P * N)}, up to the rounding of
 * double arithmetic. Without a positive or without a negative there is neither.
 *
 * <p>Settings: {@code bins} at least 4096, the default, at most 1048576.
 */
final class Auc implements Evaluator {
  private static final String POSITIVES = "positives";
  private static final String NEGATIVES = "negatives";

  @Override
  public String id() {
    return "auc";
  }

  private static int bins(Settings settings) {
    settings.requireOnly("bins");
    return settings.integer("bins", 4096, 4096, 1 << 20);
  }

  @Override
  public List<Part> parts(DataSchema schema, Settings settings) {
    Labels.require(id(), schema, Set.of(Target.BINARY));
    Part.Kind counts = new Part.Kind.Counts(bins(settings), Integer.MAX_VALUE);
    return List.of(Part.plain(POSITIVES, counts), Part.plain(NEGATIVES, counts));
  }

  @Override
  public Parts compute(Examples examples, Predictor model, DataSchema schema, Settings settings) {
    int bins = bins(settings);
    long[] positives = new long[bins];
    long[] negatives = new long[bins];
    Scoring.visit(
        examples,
        model,
        1,
        (target, scores, from) -> {
          int bin = Math.max(0, Math.min(bins - 1, (int) ((double) scores[from] * bins)));
          (target == 1 ? positives : negatives)[bin]++;
        });
    return Parts.ofCounts(POSITIVES, positives).with(Parts.ofCounts(NEGATIVES, negatives));
  }

  @Override
  public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
    List<Long> positives = sum.sums().counts(POSITIVES);
    List<Long> negatives = sum.sums().counts(NEGATIVES);
    double below = 0;
    double seen = 0;
    double ordered = 0;
    double tied = 0;
    for (int bin = 0; bin < positives.size(); bin++) {
      double p = positives.get(bin);
      double n = negatives.get(bin);
      ordered += p * below;
      tied += p * n;
      below += n;
      seen += p;
    }
    double examples = seen + below;
    double pairs = seen * below;
    return pairs == 0
        ? Map.of("examples", examples)
        : Map.of(
            "examples",
            examples,
            "auc",
            (ordered + tied / 2) / pairs,
            "auc.error",
            tied / 2 / pairs);
  }
}
