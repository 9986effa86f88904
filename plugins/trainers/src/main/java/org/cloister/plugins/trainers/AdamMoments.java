package org.cloister.plugins.trainers;

import java.nio.ByteBuffer;
import java.util.Map;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.spi.SiteState;

/** Adam's running moments and its count of steps; not thread-safe. */
final class AdamMoments {
  private static final int SCHEMA = 1;
  private static final String FIRST = "first-moment";
  private static final String SECOND = "second-moment";
  private static final String STEPS = "steps";

  private final float[] first;
  private final float[] second;
  private long steps;

  private AdamMoments(float[] first, float[] second, long steps) {
    this.first = first;
    this.second = second;
    this.steps = steps;
  }

  /**
   * What {@code state} remembers, or zeros if it is empty.
   *
   * @throws CloisterException {@link ErrorCode#SCHEMA_INVALID} for the state of another model
   */
  static AdamMoments from(SiteState state, int length) {
    Bytes steps = state.blobs().get(STEPS);
    FloatVector first = state.vector(FIRST, FloatVector.zeros(length));
    FloatVector second = state.vector(SECOND, FloatVector.zeros(length));
    boolean known = state.schema() == SCHEMA && steps != null && steps.length() == Long.BYTES;
    CloisterException.require(
        (known || state.equals(SiteState.empty()))
            && first.length() == length
            && second.length() == length,
        ErrorCode.SCHEMA_INVALID,
        "The kept moments must be of the form "
            + SCHEMA
            + " and have "
            + length
            + " values, were of the form "
            + state.schema()
            + " and had "
            + first.length()
            + " and "
            + second.length()
            + "; use keep-moments=false or start a new job.");
    return new AdamMoments(
        first.toArray(),
        second.toArray(),
        steps == null ? 0 : ByteBuffer.wrap(steps.toArray()).getLong());
  }

  void step(float[] weights, float[] gradient, AdamSettings adam) {
    steps++;
    double beta1 = adam.beta1();
    double beta2 = adam.beta2();
    double epsilon = adam.epsilon();
    // The two corrections of the bias are the same for all values.
    double rate = adam.rate() / (1 - StrictMath.pow(beta1, (double) steps));
    double spread = 1 / (1 - StrictMath.pow(beta2, (double) steps));
    for (int i = 0; i < weights.length; i++) {
      double g = gradient[i];
      double m = beta1 * first[i] + (1 - beta1) * g;
      double v = beta2 * second[i] + (1 - beta2) * g * g;
      first[i] = (float) m;
      second[i] = (float) v;
      weights[i] = (float) (weights[i] - rate * m / (Math.sqrt(v * spread) + epsilon));
    }
  }

  SiteState toState() {
    byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(steps).array();
    return new SiteState(
        SCHEMA,
        Map.of(FIRST, FloatVector.of(first), SECOND, FloatVector.of(second)),
        Map.of(STEPS, Bytes.of(count)));
  }
}
