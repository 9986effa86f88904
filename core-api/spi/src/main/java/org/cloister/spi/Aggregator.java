package org.cloister.spi;

import java.util.Set;
import org.cloister.model.Part;
import org.cloister.model.Settings;

/**
 * Makes the next model from what the sites sent. Which of the two kinds it is decides which routes
 * take it, and it does so in the types: a {@link SumAggregator} is handed a sum and nothing else.
 */
public sealed interface Aggregator extends Role permits SumAggregator, UpdateAggregator {

  /**
   * The parts it reads; the job is refused if its trainer does not send them. Also where settings
   * are checked.
   */
  default Set<String> needs(Settings settings) {
    return Set.of(Part.DELTA);
  }

  /** How much each site counts. */
  default SiteWeight weighting(Settings settings) {
    return SiteWeight.EXAMPLES;
  }
}
