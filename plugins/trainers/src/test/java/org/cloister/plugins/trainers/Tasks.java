package org.cloister.plugins.trainers;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.spi.LocalWork;
import org.cloister.spi.Objective;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteState;
import org.cloister.spi.TrainingTask;

/** Training tasks on small objectives. */
final class Tasks {
  private Tasks() {}

  static TrainingTask of(Objective objective, long steps, Settings settings, float... initial) {
    return new TrainingTask(
        1,
        ParameterLayout.of(Tensor.shared("w", initial.length)),
        FloatVector.of(initial),
        Parts.none(),
        objective,
        List.of(),
        SiteState.empty(),
        new LocalWork(steps, 0),
        settings,
        7,
        Progress.none());
  }

  static TrainingTask with(TrainingTask task, SiteState state, LocalWork work, Progress progress) {
    return new TrainingTask(
        task.round(),
        task.layout(),
        task.initial(),
        task.shared(),
        task.objective(),
        task.episodes(),
        state,
        work,
        task.settings(),
        task.seed(),
        progress);
  }

  /** {@code sum(curvature / 2 * (w_i - centre_i)^2)}. */
  static Objective quadratic(double curvature, double... centre) {
    return new Objective() {
      @Override
      public long examples() {
        return 1;
      }

      @Override
      public int length() {
        return centre.length;
      }

      @Override
      public double next(float[] weights, float[] gradient) {
        double loss = 0;
        for (int i = 0; i < centre.length; i++) {
          double off = weights[i] - centre[i];
          gradient[i] = (float) (curvature * off);
          loss += curvature / 2 * off * off;
        }
        return loss;
      }
    };
  }

  /** One value whose gradients are {@code gradients}, one after the other and again. */
  static Objective scripted(float... gradients) {
    return new Objective() {
      private int at;

      @Override
      public long examples() {
        return gradients.length;
      }

      @Override
      public int length() {
        return 1;
      }

      @Override
      public double next(float[] weights, float[] gradient) {
        gradient[0] = gradients[at++ % gradients.length];
        return 0;
      }
    };
  }
}
