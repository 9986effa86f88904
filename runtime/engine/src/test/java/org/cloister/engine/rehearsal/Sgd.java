package org.cloister.engine.rehearsal;

import org.cloister.spi.Objective;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/** Plain gradient descent; other rehearsal trainers extend its step. */
class Sgd implements Trainer {
  @Override
  public String id() {
    return "sgd";
  }

  @Override
  public TrainingResult train(TrainingTask task) throws InterruptedException {
    return TrainingResult.of(task, descend(task, task.objective(), task.initial().toArray()));
  }

  final float[] descend(TrainingTask task, Objective objective, float[] weights) {
    float[] gradient = new float[weights.length];
    double rate = task.settings().positive("rate", 0.1);
    for (long step = 0; step < task.work().steps(); step++) {
      objective.next(weights, gradient);
      correct(task, weights, gradient);
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (weights[i] - rate * gradient[i]);
      }
    }
    return weights;
  }

  /** What a trainer adds to the gradient. */
  void correct(TrainingTask task, float[] weights, float[] gradient) {}
}
