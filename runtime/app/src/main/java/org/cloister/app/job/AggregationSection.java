package org.cloister.app.job;

import java.util.Optional;
import org.cloister.port.WeightPrecision;

/**
 * How updates become the next model, as written; whether the plugins fit the route is found out
 * when they are known.
 *
 * @param route what the coordinator may see
 * @param aggregator the rule
 * @param compressor sends fewer values
 * @param noise a mechanism of differential privacy
 * @param protocol of secure aggregation, not on the open route
 * @param quantizer from numbers to residues, not on the open route
 * @param maxWeight the most that one site may count, not on the open route
 * @param weights how exactly a site counts, not on the open route
 * @param groupSize sites of a group, on the grouped route
 * @param origin where it stands
 */
public record AggregationSection(
    Route route,
    PluginRef aggregator,
    Optional<PluginRef> compressor,
    Optional<PluginRef> noise,
    Optional<PluginRef> protocol,
    Optional<PluginRef> quantizer,
    double maxWeight,
    WeightPrecision weights,
    int groupSize,
    Origin origin) {

  /** What the coordinator may see. */
  public enum Route {
    /** Each update. */
    OPEN,
    /** The sums of groups. */
    GROUPED,
    /** One sum. */
    SECURE
  }
}
