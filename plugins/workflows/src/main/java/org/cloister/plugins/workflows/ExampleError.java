package org.cloister.plugins.workflows;

import java.util.Set;
import org.cloister.model.Settings;
import org.cloister.model.Target;

/** The error of one example, at least 0 and with a limit. */
sealed interface ExampleError permits LogLoss, PowerError {

  /** The labels that it goes with. */
  Set<Target> targets();

  /** The greatest error that counts; also where the settings are checked. */
  double limit(Settings settings);

  /**
   * The error, not limited; may be infinite, is never NaN.
   *
   * @param outputs how many scores the example has, from {@code from}
   */
  double of(float target, float[] scores, int from, int outputs);
}
