package org.cloister.plugins.workflows;

import java.util.Set;
import org.cloister.model.Settings;
import org.cloister.model.Target;

/**
 * The distance of score and label, or its square.
 *
 * <p>Settings: {@code max-error}, the greatest distance that counts, greater than 0 and at most
 * 1e9, default 1000. Sums have to be bounded on a sum route; how many examples reached the limit is
 * told.
 *
 * @param power 1 or 2
 */
record PowerError(int power) implements ExampleError {

  @Override
  public Set<Target> targets() {
    return Set.of(Target.REAL, Target.COUNT);
  }

  @Override
  public double limit(Settings settings) {
    settings.requireOnly("max-error");
    return raised(settings.number("max-error", 1000, 1e-6, 1e9));
  }

  @Override
  public double of(float target, float[] scores, int from, int outputs) {
    return raised(Math.abs((double) scores[from] - target));
  }

  private double raised(double distance) {
    return power == 2 ? distance * distance : distance;
  }
}
