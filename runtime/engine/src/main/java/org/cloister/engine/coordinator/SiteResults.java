package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.spi.Evaluator;
import org.cloister.spi.SumQuery;

/**
 * The results of a metric at each site by itself, named {@code sites.ID.NAME}. Only where the
 * coordinator has each site's sums anyway: on the open route, and there only in a job that promises
 * no privacy. On any other route, and for questions about data, there are none.
 */
final class SiteResults {
  private static final String PREFIX = "sites.";

  private SiteResults() {}

  static Map<String, Double> of(
      Assembly assembly,
      SumQuery query,
      Settings settings,
      DataSchema schema,
      Collected collected,
      Vectors vectors) {
    boolean released =
        assembly.route() instanceof AggregationRoute.Open open
            && open.noise().isEmpty()
            && assembly.gradientPrivacy().isEmpty()
            && query instanceof Evaluator;
    if (!released) {
      return Map.of();
    }
    Map<String, Double> results = new TreeMap<>();
    for (ReceivedUpdate update : collected.updates()) {
      SummedUpdate alone =
          StreamingSum.of(
              collected.parts(), collected.base(), List.of(update.contribution()), vectors);
      finish(query, settings, schema, alone)
          .forEach(
              (name, value) -> {
                if (Double.isFinite(value)) {
                  results.put(PREFIX + update.source() + "." + name, value);
                }
              });
    }
    return results;
  }

  /** A metric that has no value at one site, such as a mean over no rows, still has one for all. */
  private static Map<String, Double> finish(
      SumQuery query, Settings settings, DataSchema schema, SummedUpdate alone) {
    try {
      return query.finish(alone, schema, settings);
    } catch (CloisterException | ArithmeticException e) {
      return Map.of();
    }
  }

  /** Whether a value is that of one site. */
  static boolean ofSite(String name) {
    return name.startsWith(PREFIX);
  }
}
