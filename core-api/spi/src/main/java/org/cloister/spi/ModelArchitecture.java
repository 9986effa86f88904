package org.cloister.spi;

import org.cloister.model.BatchSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.VectorWriter;

/** A family of models: names and shapes, initial weights, loss and gradient, prediction. */
public interface ModelArchitecture extends Role {

  /**
   * The tensors of a model for this data.
   *
   * @param federated the data as the federation agreed on it
   * @param site the data as the site has it; HOME tensors may take their shape from it, all others
   *     must not
   * @param settings the model's settings
   */
  ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings);

  /**
   * Writes the initial trainable vector: all SHARED values and then all HOME values. The same seed
   * gives the same bits.
   *
   * @param layout as {@link #layout} gave it
   * @param weights a writer for exactly {@code layout.trainableLength()} values
   */
  void initialise(ParameterLayout layout, Settings settings, long seed, VectorWriter weights);

  /**
   * A session with its own buffers.
   *
   * @param data the data as the site has it
   * @param layout as {@link #layout} gave it
   * @param frozen the FROZEN tensors in order, empty if there are none
   * @param maxBatch the most rows a batch will have
   */
  ModelSession open(
      BatchSchema data,
      ParameterLayout layout,
      Settings settings,
      FloatVector frozen,
      int maxBatch);
}
