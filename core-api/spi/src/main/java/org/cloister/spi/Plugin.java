package org.cloister.spi;

import java.util.List;

/**
 * The only entry point of a bundle: what it offers, by role. The host constructs it by its public
 * constructor without parameters, once a bundle version, and calls each method once, after the
 * constructor and before the first use. Constructor and methods must return quickly and touch
 * nothing outside the bundle.
 */
public interface Plugin {

  /** Readers of a site's data. */
  default List<DataSource> dataSources() {
    return List.of();
  }

  /** Models. */
  default List<ModelArchitecture> architectures() {
    return List.of();
  }

  /** Local work of a round; meta-learners too. */
  default List<Trainer> trainers() {
    return List.of();
  }

  /** Rules that make the next model from what the sites sent. */
  default List<Aggregator> aggregators() {
    return List.of();
  }

  /** Metrics and statistics: sums over the sites. */
  default List<SumQuery> queries() {
    return List.of();
  }

  /** Rules that choose the sites of a round. */
  default List<ParticipantSelector> selectors() {
    return List.of();
  }

  /** Ways to send fewer values. */
  default List<Compressor> compressors() {
    return List.of();
  }

  /** Ways to make episodes (tasks) for meta-learning from a site's examples. */
  default List<EpisodeSampler> episodeSamplers() {
    return List.of();
  }

  /** Work that needs no site's data. */
  default List<Computation> computations() {
    return List.of();
  }

  /** Agents that a job file can put together to a workflow. */
  default List<AgentType> agents() {
    return List.of();
  }

  /** Whole workflows. */
  default List<Workflow> workflows() {
    return List.of();
  }
}
