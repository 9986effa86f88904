package org.cloister.plugins.workflows;

import java.util.Set;
import org.cloister.model.Settings;
import org.cloister.model.Target;

/**
 * Minus the natural logarithm of the probability that the model gives to the label. At most 30 an
 * example, the loss at a probability of about 1e-13, which single precision barely tells from 0. No
 * settings.
 */
final class LogLoss implements ExampleError {

  @Override
  public Set<Target> targets() {
    return Set.of(Target.BINARY, Target.CLASS);
  }

  @Override
  public double limit(Settings settings) {
    settings.requireOnly();
    return 30;
  }

  @Override
  public double of(float target, float[] scores, int from, int outputs) {
    double probability =
        outputs > 1 ? scores[from + (int) target] : target == 1 ? scores[from] : 1.0 - scores[from];
    // Rounding may have left the probability a little outside of 0 to 1.
    return -StrictMath.log(Math.max(0, Math.min(1, probability)));
  }
}
