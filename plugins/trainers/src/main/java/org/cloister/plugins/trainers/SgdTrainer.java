package org.cloister.plugins.trainers;

import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.spi.Objective;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/**
 * Stochastic gradient descent, by choice with heavy-ball momentum (Polyak 1964) and L2 weight
 * decay: {@code d = g + decay * w; v = momentum * v + d; w = w - rate_t * v}. The velocity starts
 * at 0 each round, since the weights that it belonged to are replaced between rounds.
 *
 * <p>Settings: {@code rate} greater than 0, default 0.01; {@code momentum} from 0 to 1, default 0;
 * {@code weight-decay} at least 0, default 0; {@code schedule} {@code constant} (the default) or
 * {@code inverse-sqrt}, where step {@code t}, counted from 1 over all rounds, has the rate {@code
 * rate / sqrt(t)}.
 *
 * <p>FedSGD (McMahan et al. 2017, section 2) needs no trainer of its own: it is this one with one
 * step a round over all of a site's examples, momentum and decay 0. The change of the weights is
 * then {@code -rate} times the gradient.
 *
 * <p>Each value is computed in double precision and rounded once; the same task gives the same
 * bits.
 */
final class SgdTrainer implements Trainer {

  @Override
  public String id() {
    return "sgd";
  }

  @Override
  public TrainerContract contract(ParameterLayout federated, Settings settings) {
    SgdSettings.of(settings);
    return TrainerContract.plain();
  }

  @Override
  public TrainingResult train(TrainingTask task) throws InterruptedException {
    SgdSettings sgd = SgdSettings.of(task.settings());
    Objective objective = task.objective();
    float[] weights = task.initial().toArray();
    float[] gradient = new float[weights.length];
    float[] velocity = sgd.momentum() > 0 ? new float[weights.length] : gradient;
    for (long step = 1; step <= task.work().steps(); step++) {
      Steps.requireWanted(task.progress());
      double loss = objective.next(weights, gradient);
      double rate = sgd.rate(task.work().firstStep() + step);
      if (velocity == gradient) {
        plain(weights, gradient, rate, sgd.weightDecay());
      } else {
        heavyBall(weights, gradient, velocity, rate, sgd);
      }
      task.progress().report(step, loss);
    }
    return TrainingResult.of(task, weights);
  }

  private static void plain(float[] weights, float[] gradient, double rate, double decay) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] - rate * (gradient[i] + decay * weights[i]));
    }
  }

  private static void heavyBall(
      float[] weights, float[] gradient, float[] velocity, double rate, SgdSettings sgd) {
    double momentum = sgd.momentum();
    double decay = sgd.weightDecay();
    for (int i = 0; i < weights.length; i++) {
      double next = momentum * velocity[i] + (gradient[i] + decay * weights[i]);
      velocity[i] = (float) next;
      weights[i] = (float) (weights[i] - rate * next);
    }
  }
}
