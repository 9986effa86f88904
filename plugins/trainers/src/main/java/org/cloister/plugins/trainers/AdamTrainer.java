package org.cloister.plugins.trainers;

import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.spi.SiteState;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): {@code m = beta1 * m + (1 - beta1) * g; v = beta2 * v +
 * (1 - beta2) * g^2; w = w - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)}.
 *
 * <p>Settings: {@code rate} greater than 0, default 0.001; {@code beta1} and {@code beta2} at least
 * 0 and less than 1, default 0.9 and 0.999; {@code epsilon} greater than 0, default 1e-8; {@code
 * keep-moments} {@code true} or {@code false}, the default. By default {@code m}, {@code v} and
 * {@code t} start at 0 each round; kept, they stay in the site's state from one counted round to
 * the next and never leave the site.
 *
 * <p>Moments and weights are single precision, each value computed in double precision and rounded
 * once; the same task gives the same bits.
 */
final class AdamTrainer implements Trainer {

  @Override
  public String id() {
    return "adam";
  }

  @Override
  public TrainerContract contract(ParameterLayout federated, Settings settings) {
    AdamSettings.of(settings);
    return TrainerContract.plain();
  }

  @Override
  public TrainingResult train(TrainingTask task) throws InterruptedException {
    AdamSettings adam = AdamSettings.of(task.settings());
    float[] weights = task.initial().toArray();
    float[] gradient = new float[weights.length];
    SiteState before = adam.keepMoments() ? task.state() : SiteState.empty();
    AdamMoments moments = AdamMoments.from(before, weights.length);
    for (long step = 1; step <= task.work().steps(); step++) {
      Steps.requireWanted(task.progress());
      double loss = task.objective().next(weights, gradient);
      moments.step(weights, gradient, adam);
      task.progress().report(step, loss);
    }
    return adam.keepMoments()
        ? new TrainingResult(FloatVector.of(weights), 1, Parts.none(), moments.toState())
        : TrainingResult.of(task, weights);
  }
}
