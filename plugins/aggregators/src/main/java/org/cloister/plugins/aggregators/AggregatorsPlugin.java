package org.cloister.plugins.aggregators;

import java.util.List;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;

/**
 * Offers the aggregators {@code fed-avg} and {@code fed-sgd}, and {@code median} and {@code
 * trimmed-mean} for routes on which updates, or means of groups of them, are seen by themselves.
 */
@PluginEntry
public final class AggregatorsPlugin implements Plugin {

  /** For the host. */
  public AggregatorsPlugin() {}

  @Override
  public List<Aggregator> aggregators() {
    return List.of(new FedAvg(), new FedSgd(), new Median(), new TrimmedMean());
  }
}
