package com.example.hello;

import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/** Moves every weight by {@code rate} against the sign of its gradient (Bernstein et al. 2018, signSGD). */
final class SignDescent implements Trainer {
  @Override
  public String id() {
    return "sign-descent";
  }

  /** Called before anything runs: the place to refuse settings that do not fit. */
  @Override
  public TrainerContract contract(ParameterLayout federated, Settings settings) {
    settings.requireOnly("rate");
    rate(settings);
    return TrainerContract.plain();
  }

  private static double rate(Settings settings) {
    return settings.positive("rate", 0.001);
  }

  @Override
  public TrainingResult train(TrainingTask task) throws InterruptedException {
    double rate = rate(task.settings());
    float[] weights = task.initial().toArray();
    float[] gradient = new float[weights.length];
    for (long step = 1; step <= task.work().steps(); step++) {
      if (task.progress().cancelled()) {
        throw new InterruptedException("cancelled after " + (step - 1) + " steps");
      }
      double loss = task.objective().next(weights, gradient);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (weights[i] - rate * Math.signum(gradient[i]));
      }
      task.progress().report(step, loss);
    }
    return TrainingResult.of(task, weights);
  }
}
