package org.cloister.spi;

import org.cloister.model.DataSchema;
import org.cloister.model.Parts;
import org.cloister.model.Settings;

/** A metric of a model on the sites' examples. */
public non-sealed interface Evaluator extends SumQuery {

  /** This site's sums. */
  Parts compute(Examples examples, Predictor model, DataSchema schema, Settings settings);
}
