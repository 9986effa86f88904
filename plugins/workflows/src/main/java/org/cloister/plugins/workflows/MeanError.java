package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.Predictor;

/**
 * The mean of an {@link ExampleError} over all examples, each limited. Results, with the metric's
 * name for {@code id}: {@code id} (none without examples), {@code id.clipped}, the number of
 * examples whose error was over the limit, and {@code examples}.
 *
 * <p>A site's sum is sent in steps of {@code limit / 2^28} and must not be over {@code limit *
 * 2^24}: 52 bits, so that a ring of 64 bits holds the sums of 4096 sites, and a site contributes at
 * most {@code limit / 2^28} to the error of the total. Up to 16.7 million examples always fit.
 */
record MeanError(String id, ExampleError error) implements Evaluator {
  private static final String SUM = "sum";
  private static final String CLIPPED = "clipped";
  private static final String EXAMPLES = "examples";

  @Override
  public List<Part> parts(DataSchema schema, Settings settings) {
    Labels.require(id, schema, error.targets());
    double limit = error.limit(settings);
    Part.Kind count = new Part.Kind.Counts(1, Integer.MAX_VALUE);
    return List.of(
        Part.plain(SUM, new Part.Kind.Scalars(1, 0, greatestSum(limit), limit * 0x1p-28)),
        Part.plain(CLIPPED, count),
        Part.plain(EXAMPLES, count));
  }

  private static double greatestSum(double limit) {
    return limit * 0x1p24;
  }

  @Override
  public Parts compute(Examples examples, Predictor model, DataSchema schema, Settings settings) {
    int outputs = Labels.outputs(Labels.require(id, schema, error.targets()));
    double limit = error.limit(settings);
    double[] sum = new double[1];
    long[] clipped = new long[1];
    Scoring.visit(
        examples,
        model,
        outputs,
        (target, scores, from) -> {
          double one = error.of(target, scores, from, outputs);
          sum[0] += Math.min(limit, one);
          clipped[0] += one > limit ? 1 : 0;
        });
    CloisterException.require(
        sum[0] <= greatestSum(limit),
        ErrorCode.DATA_TOO_LARGE,
        "The errors of one site must sum to at most "
            + greatestSum(limit)
            + " for "
            + id
            + "; evaluate on fewer rows or, if there is a max-error, make it larger.");
    return Parts.ofScalars(SUM, sum)
        .with(Parts.ofCounts(CLIPPED, clipped))
        .with(Parts.ofCounts(EXAMPLES, examples.count()));
  }

  @Override
  public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
    double examples = sum.sums().counts(EXAMPLES).get(0);
    double clipped = sum.sums().counts(CLIPPED).get(0);
    return examples == 0
        ? Map.of("examples", 0.0, id + ".clipped", clipped)
        : Map.of(
            "examples", examples, id + ".clipped", clipped, id, sum.sums().scalar(SUM) / examples);
  }
}
