package org.cloister.tck;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchSchema;
import org.cloister.spi.ModelSession;

/** Rules about the loss and the gradient of a session. */
final class GradientRules {

  /** Steps of the differences: where one meets a kink or drowns in rounding, the other does not. */
  private static final double[] STEPS = {1e-2, 2e-3};

  private static final double RELATIVE = 3e-2;
  private static final double ABSOLUTE = 2e-3;

  private final Checklist list;
  private final ModelSession session;
  private final BatchSchema schema;
  private final float[] weights;

  GradientRules(Checklist list, ModelSession session, BatchSchema schema, float[] weights) {
    this.list = list;
    this.session = session;
    this.schema = schema;
    this.weights = weights;
  }

  void check(CheckLevel level) {
    list.rule(
        "gradient_leavesItsArgumentsAlone",
        "gradient must not change weights or batch.",
        () -> {
          Batch batch = batch(ModelArchitectureChecks.ROWS);
          String before = SampleBatches.bits(batch);
          float[] given = weights.clone();
          session.gradient(given, batch, new float[weights.length]);
          return Arrays.equals(given, weights) && before.equals(SampleBatches.bits(batch));
        });
    boolean repeatable =
        list.rule(
            "gradient_isRepeatable",
            "The same weights and batch must give the same bits.",
            () -> {
              float[] first = new float[weights.length];
              float[] second = new float[weights.length];
              double loss = run(batch(ModelArchitectureChecks.ROWS), first);
              double again = run(batch(ModelArchitectureChecks.ROWS), second);
              return loss == again && Arrays.equals(first, second);
            });
    list.rule(
        "gradient_overwrites",
        "gradient must overwrite what stands in the array, not add to it.",
        () -> {
          float[] clean = new float[weights.length];
          float[] dirty = new float[weights.length];
          Arrays.fill(dirty, 7f);
          run(batch(ModelArchitectureChecks.ROWS), clean);
          run(batch(ModelArchitectureChecks.ROWS), dirty);
          return close(clean, dirty, 1e-6);
        });
    list.rule(
        "gradient_acceptsOneRow",
        "A batch of one row must give a finite loss and gradient.",
        () -> {
          float[] gradient = new float[weights.length];
          double loss = run(batch(1), gradient);
          return Double.isFinite(loss) && close(gradient, gradient, 0);
        });
    if (repeatable) {
      list.rule(
          "gradient_weighsExamples",
          "The loss must be sum(exampleWeight * loss) / rows, and the gradient its gradient.",
          this::weighsExamples);
      list.rule(
          "gradient_matchesDifferences",
          "The gradient must match central differences of the loss.",
          () -> matchesDifferences(level == CheckLevel.FULL ? 12 : 3));
    }
  }

  /** The loss with two sets of example weights must be the loss with their sum. */
  private boolean weighsExamples() {
    int rows = ModelArchitectureChecks.ROWS;
    float[] all = new float[weights.length];
    float[] some = new float[weights.length];
    float[] others = new float[weights.length];
    double loss = run(batch(rows), all);
    Batch first = batch(rows);
    Batch second = batch(rows);
    for (int i = 0; i < rows; i++) {
      first.exampleWeight()[i] = i % 2 == 0 ? 0.75f : 0f;
      second.exampleWeight()[i] = 1 - first.exampleWeight()[i];
    }
    double sum = run(first, some) + run(second, others);
    for (int i = 0; i < all.length; i++) {
      some[i] += others[i];
    }
    return Math.abs(loss - sum) <= 1e-4 * (1 + Math.abs(loss)) && close(all, some, 1e-4);
  }

  private boolean matchesDifferences(int directions) {
    float[] gradient = new float[weights.length];
    run(batch(ModelArchitectureChecks.ROWS), gradient);
    for (int k = 0; k < directions; k++) {
      float[] direction = Samples.floats(weights.length, 1, 100 + k);
      double norm = Math.sqrt(dot(direction, direction));
      double slope = dot(gradient, direction) / norm;
      double scale = ABSOLUTE + RELATIVE * Math.sqrt(dot(gradient, gradient));
      boolean matches = false;
      for (double step : STEPS) {
        double difference =
            (lossAt(direction, step / norm) - lossAt(direction, -step / norm)) / (2 * step);
        matches |= Math.abs(difference - slope) <= scale * 0.5;
      }
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  private double lossAt(float[] direction, double step) {
    float[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (moved[i] + step * direction[i]);
    }
    return session.gradient(moved, batch(ModelArchitectureChecks.ROWS), new float[moved.length]);
  }

  private double run(Batch batch, float[] gradient) {
    return session.gradient(weights.clone(), batch, gradient);
  }

  private Batch batch(int rows) {
    return SampleBatches.of(schema, rows, 23);
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Whether all values are finite and differ by at most {@code tolerance} of the largest. */
  static boolean close(float[] a, float[] b, double tolerance) {
    double largest = 1;
    for (float value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < a.length; i++) {
      // written so that NaN is not close to anything
      if (!(Math.abs(a[i] - b[i]) <= tolerance * largest)) {
        return false;
      }
    }
    return true;
  }
}
