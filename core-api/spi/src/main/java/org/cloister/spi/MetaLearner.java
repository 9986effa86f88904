package org.cloister.spi;

import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Settings;

/**
 * A trainer whose model is made to be adapted (MAML, Reptile, Meta-SGD). On the wire a meta-update
 * is an update; only the local adaptation is new.
 */
public interface MetaLearner extends Trainer {

  /**
   * Adapts a model to one task.
   *
   * @param initial the trainable vector to start from
   * @param shared what the trainer shares beside the weights
   * @param support gradients on the task's support examples
   * @param steps of adaptation; 0 or more
   */
  FloatVector adapt(
      FloatVector initial, Parts shared, Objective support, int steps, Settings settings);
}
