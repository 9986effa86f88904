package org.cloister.app.predict;

import org.cloister.model.BatchSchema;
import org.cloister.model.DataSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.port.Configured;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * A stored model with everything that it needs at the place where it is used.
 *
 * @param schema of the place's tables
 * @param steps from rows to numbers, all of them
 * @param batches what the model sees
 * @param layout with the place's own shapes of HOME tensors
 * @param weights the trainable vector: the stored SHARED values, then the place's HOME values
 */
record WholeModel(
    DataSchema schema,
    Preprocessing steps,
    BatchSchema batches,
    ParameterLayout layout,
    FloatVector weights) {

  /** Rows of a batch where only predictions are made; as in a run, so that scores are the same. */
  static final int BATCH = 256;

  /** A session of the model; the caller closes it, on the thread that opened it. */
  ModelSession session(Configured<ModelArchitecture> architecture, int maxBatch) {
    Settings settings = architecture.settings();
    return architecture
        .role()
        .open(batches, layout, settings, FloatVector.zeros(0), Math.max(BATCH, maxBatch));
  }
}
