package org.cloister.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.PluginPin;
import org.cloister.spi.Computation;
import org.cloister.spi.DataSource;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;
import org.cloister.spi.Workflow;
import org.cloister.spi.protection.PrivacyMechanism;

/**
 * All plugins of a round, leased together: a swap of one of them takes effect with the next
 * assembly, never inside a round.
 *
 * @param pins the exact code behind each role, in a fixed order
 * @param dataSource how a site reads its data
 * @param architecture the model
 * @param trainer the local work
 * @param gradientPrivacy DP-SGD, if the job uses it
 * @param episodes how episodes are made, if the trainer needs them
 * @param route how updates become the next model
 * @param queries metrics and statistics by id
 * @param selectors by id
 * @param computations by id
 * @param workflows child workflows by id
 * @param release gives the leases back; called by {@link #close()}
 */
public record Assembly(
    List<PluginPin> pins,
    Configured<DataSource> dataSource,
    Configured<ModelArchitecture> architecture,
    Configured<Trainer> trainer,
    Optional<Configured<PrivacyMechanism.Gradient>> gradientPrivacy,
    Optional<Configured<EpisodeSampler>> episodes,
    AggregationRoute route,
    Map<String, SumQuery> queries,
    Map<String, ParticipantSelector> selectors,
    Map<String, Computation> computations,
    Map<String, Workflow> workflows,
    Runnable release)
    implements AutoCloseable {

  /** Copies the collections. */
  public Assembly {
    pins = List.copyOf(pins);
    queries = Map.copyOf(queries);
    selectors = Map.copyOf(selectors);
    computations = Map.copyOf(computations);
    workflows = Map.copyOf(workflows);
  }

  @Override
  public void close() {
    release.run();
  }
}
