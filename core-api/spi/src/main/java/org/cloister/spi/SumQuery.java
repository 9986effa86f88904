package org.cloister.spi;

import java.util.List;
import java.util.Map;
import org.cloister.model.DataSchema;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;

/**
 * A question whose answer is a sum over the sites: each computes its part, and a pure function
 * finishes the sum. Travels on the job's route, so on a sum route nobody sees the answer of one
 * site.
 */
public sealed interface SumQuery extends Role permits Evaluator, DataQuery {

  /** The parts that each site sends; also where settings are checked. All of them unweighted. */
  List<Part> parts(DataSchema schema, Settings settings);

  /** Named results from the sum. */
  Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings);
}
