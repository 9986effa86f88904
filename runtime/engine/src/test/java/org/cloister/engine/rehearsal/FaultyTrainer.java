package org.cloister.engine.rehearsal;

import java.util.function.Supplier;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/** Gradient descent that misbehaves at the site whose rows have a curvature of 9. */
final class FaultyTrainer extends Sgd {
  private final Supplier<TrainingResult> fault;

  FaultyTrainer(String site) {
    this(
        () -> {
          throw new IllegalStateException("the trainer of " + site + " is broken");
        });
  }

  FaultyTrainer(Supplier<TrainingResult> fault) {
    this.fault = fault;
  }

  @Override
  public TrainingResult train(TrainingTask task) throws InterruptedException {
    float[] at = new float[] {1, 0};
    float[] here = new float[2];
    float[] there = new float[2];
    task.objective().next(new float[2], here);
    task.objective().next(at, there);
    return Math.round(there[0] - here[0]) == 9 ? fault.get() : super.train(task);
  }
}
