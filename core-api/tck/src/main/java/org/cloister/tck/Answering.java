package org.cloister.tck;

import org.cloister.model.DataSchema;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.spi.DataQuery;
import org.cloister.spi.Evaluator;
import org.cloister.spi.SumQuery;

/** A site that answers a query over a range of its rows. */
record Answering(SumQuery role, DataSchema schema, Settings settings) {

  private static final long SEED = 61;

  int rows() {
    return 24;
  }

  Parts compute(int from, int end) {
    if (role instanceof DataQuery query) {
      return query.compute(new SampleTable(schema, SEED, from, end), settings);
    }
    SampleExamples all = new SampleExamples(SampleTable.features(schema), rows(), SEED);
    return ((Evaluator) role)
        .compute(
            all.part(from, end - from),
            new SamplePredictor(SampleTable.features(schema)),
            schema,
            settings);
  }
}
