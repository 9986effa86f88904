package org.cloister.tck;

import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Target;
import org.cloister.spi.Predictor;

/** Scores that follow from the features: numbers, probabilities, or probabilities of classes. */
record SamplePredictor(BatchSchema schema) implements Predictor {

  @Override
  public int outputs() {
    return schema.target() == Target.CLASS ? schema.classes() : 1;
  }

  @Override
  public void predict(Batch batch, float[] scores) {
    int size = schema.dense(BatchInput.FEATURES).size();
    float[] features = batch.dense(BatchInput.FEATURES);
    for (int row = 0; row < batch.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < outputs(); k++) {
        double score = 0.1 + Math.abs(features[row * size + k % size]);
        scores[row * outputs() + k] = (float) Math.min(score, 0.9);
        sum += scores[row * outputs() + k];
      }
      for (int k = 0; k < outputs() && outputs() > 1; k++) {
        scores[row * outputs() + k] /= (float) sum;
      }
    }
  }
}
