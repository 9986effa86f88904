package org.cloister.engine.rehearsal;

import java.util.Map;
import org.cloister.model.FloatVector;
import org.cloister.spi.SiteState;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/** Remembers a momentum and a count at the site. */
final class Remembering extends Sgd {
  @Override
  public String id() {
    return "remembering";
  }

  @Override
  public TrainingResult train(TrainingTask task) throws InterruptedException {
    float[] start = task.initial().toArray();
    float[] old = task.state().vector("m", FloatVector.zeros(start.length)).toArray();
    float[] end = descend(task, task.objective(), start.clone());
    for (int i = 0; i < end.length; i++) {
      old[i] = 0.7f * old[i] + (end[i] - start[i]);
      end[i] = start[i] + old[i] + 1e-3f * (task.seed() & 0xff);
    }
    TrainingResult plain = TrainingResult.of(task, end);
    return new TrainingResult(
        plain.weights(),
        plain.deltaScale(),
        plain.parts(),
        new SiteState(1, Map.of("m", FloatVector.of(old)), task.state().blobs()));
  }
}
