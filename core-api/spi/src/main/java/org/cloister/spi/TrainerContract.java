package org.cloister.spi;

import java.util.List;
import org.cloister.model.Part;

/**
 * What a trainer sends and shares, fixed for a job.
 *
 * @param parts what it sends beside the change of the weights ({@link Part#DELTA}, which the host
 *     makes)
 * @param shared what is broadcast beside the weights, owned by this trainer and folded by {@link
 *     Trainer#fold}
 * @param needs what it must be given
 */
public record TrainerContract(List<Part> parts, List<Part> shared, Needs needs) {

  private static final TrainerContract PLAIN =
      new TrainerContract(List.of(), List.of(), Needs.nothing());

  /** Copies the lists. */
  public TrainerContract {
    parts = List.copyOf(parts);
    shared = List.copyOf(shared);
  }

  /** The change of the weights and nothing else. */
  public static TrainerContract plain() {
    return PLAIN;
  }
}
