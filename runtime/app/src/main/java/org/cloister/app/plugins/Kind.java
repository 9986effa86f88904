package org.cloister.app.plugins;

import org.cloister.spi.AgentType;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Compressor;
import org.cloister.spi.Computation;
import org.cloister.spi.DataSource;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.Role;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;
import org.cloister.spi.Workflow;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/**
 * A role with the word for it in pins and reports.
 *
 * @param type by which it is leased
 * @param label as the plugin host writes it
 */
record Kind<R extends Role>(Class<R> type, String label) {

  static final Kind<DataSource> DATA_SOURCE = new Kind<>(DataSource.class, "data-source");
  static final Kind<ModelArchitecture> ARCHITECTURE =
      new Kind<>(ModelArchitecture.class, "architecture");
  static final Kind<Trainer> TRAINER = new Kind<>(Trainer.class, "trainer");
  static final Kind<Aggregator> AGGREGATOR = new Kind<>(Aggregator.class, "aggregator");
  static final Kind<SumQuery> QUERY = new Kind<>(SumQuery.class, "query");
  static final Kind<ParticipantSelector> SELECTOR =
      new Kind<>(ParticipantSelector.class, "selector");
  static final Kind<Compressor> COMPRESSOR = new Kind<>(Compressor.class, "compressor");
  static final Kind<EpisodeSampler> EPISODES = new Kind<>(EpisodeSampler.class, "episode-sampler");
  static final Kind<Computation> COMPUTATION = new Kind<>(Computation.class, "computation");
  static final Kind<AgentType> AGENT = new Kind<>(AgentType.class, "agent");
  static final Kind<Workflow> WORKFLOW = new Kind<>(Workflow.class, "workflow");
  static final Kind<SecureAggregation> PROTOCOL =
      new Kind<>(SecureAggregation.class, "secure-aggregation");
  static final Kind<Quantizer> QUANTIZER = new Kind<>(Quantizer.class, "quantizer");
  static final Kind<PrivacyMechanism> MECHANISM =
      new Kind<>(PrivacyMechanism.class, "privacy-mechanism");
}
