package org.cloister.spi;

import org.cloister.model.FloatVector;
import org.cloister.model.Parts;

/**
 * What a trainer gives back. The host makes {@link org.cloister.model.Part#DELTA} from it: {@code
 * deltaScale * (weights - initial)} over the SHARED values; it keeps the HOME values.
 *
 * @param weights the trainable vector after the local work
 * @param deltaScale 1 but for normalised averaging (FedNova: one over the local steps); finite
 * @param parts the further parts of the contract
 * @param state what to remember at this site if the round counts it
 */
public record TrainingResult(FloatVector weights, double deltaScale, Parts parts, SiteState state) {

  /** Weights alone; the state stays as it was in {@code task}. */
  public static TrainingResult of(TrainingTask task, float[] weights) {
    return new TrainingResult(FloatVector.of(weights), 1, Parts.none(), task.state());
  }
}
