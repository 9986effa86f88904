package org.cloister.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A bundle whose trainer remembers a momentum at each site, and fails in a round if it is told. */
final class RememberingTrainer {

  /** A system property: the round in which every training fails; more than 2. */
  static final String FAIL_IN = "cloister.test.fail-in-round";

  private static final String SOURCE =
      """
      package guest;
      import java.util.*;
      import java.util.concurrent.locks.LockSupport;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        public List<Trainer> trainers() { return List.of(new Remembering()); }
        record Remembering() implements Trainer {
          public String id() { return "remembering"; }
          public TrainerContract contract(ParameterLayout layout, Settings settings) {
            settings.requireOnly("pause-millis");
            return TrainerContract.plain();
          }
          public TrainingResult train(TrainingTask task) throws InterruptedException {
            if (task.round() == Integer.getInteger("cloister.test.fail-in-round", -1)) {
              throw new IllegalStateException("as it was told");
            }
            long pause = task.settings().integer("pause-millis", 0, 0, 60000);
            LockSupport.parkNanos(pause * 1000000L);
            float[] weights = task.initial().toArray();
            float[] momentum =
                task.state().vector("m", FloatVector.zeros(weights.length)).toArray();
            float[] gradient = new float[weights.length];
            for (long step = 0; step < task.work().steps(); step++) {
              if (task.progress().cancelled()) { throw new InterruptedException(); }
              task.objective().next(weights, gradient);
              for (int i = 0; i < weights.length; i++) {
                momentum[i] = VERSION * 0.9f * momentum[i] + gradient[i];
                weights[i] -= 0.01f * momentum[i];
              }
            }
            TrainingResult plain = TrainingResult.of(task, weights);
            return new TrainingResult(plain.weights(), plain.deltaScale(), plain.parts(),
                new SiteState(1, Map.of("m", FloatVector.of(momentum)), Map.of()));
          }
        }
      }
      """;

  private RememberingTrainer() {}

  /**
   * Writes the bundle.
   *
   * @param version 1 for the real one, another number for another one
   */
  static Path write(Path folder, String version) throws IOException {
    return TestBundle.write(
        folder,
        folder.resolve("remembering.jar"),
        "remembering",
        List.of("org.cloister.model", "org.cloister.spi"),
        SOURCE.replace("VERSION", version));
  }
}
