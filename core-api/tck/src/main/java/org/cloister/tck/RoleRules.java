package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.BatchSchema;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Compressor;
import org.cloister.spi.Computation;
import org.cloister.spi.DataSource;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.Role;
import org.cloister.spi.SingleCompressor;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.Workflow;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/** The checks of each role with the settings of the options. */
final class RoleRules {

  private final CheckOptions options;

  RoleRules(CheckOptions options) {
    this.options = options;
  }

  private Settings settings(String name, Role role) {
    return options.settings(name, role.id());
  }

  Checklist dataSource(DataSource role) {
    return DataSourceChecks.withoutFiles(role, settings(RoleNames.DATA_SOURCE, role));
  }

  Checklist architecture(ModelArchitecture role) {
    List<BatchSchema> schemas = new ArrayList<>(options.schemas());
    schemas.addAll(SampleBatches.standard());
    return ModelArchitectureChecks.run(
        role, schemas, settings(RoleNames.ARCHITECTURE, role), options.level());
  }

  Checklist trainer(Trainer role) {
    return TrainerChecks.run(role, settings(RoleNames.TRAINER, role), options.level());
  }

  Checklist aggregator(Aggregator role) {
    Settings settings = settings(RoleNames.AGGREGATOR, role);
    return role instanceof SumAggregator sum
        ? SumAggregatorContract.run(sum, settings, List.of())
        : UpdateAggregatorContract.run((UpdateAggregator) role, settings, List.of());
  }

  Checklist query(SumQuery role) {
    return SumQueryChecks.run(role, settings(RoleNames.QUERY, role), options.level());
  }

  Checklist selector(ParticipantSelector role) {
    return SelectorChecks.run(role, settings(RoleNames.SELECTOR, role));
  }

  Checklist compressor(Compressor role) {
    Settings settings = settings(RoleNames.COMPRESSOR, role);
    return role instanceof LinearCompressor linear
        ? LinearCompressorChecks.run(linear, settings)
        : SingleCompressorChecks.run((SingleCompressor) role, settings);
  }

  Checklist episodeSampler(EpisodeSampler role) {
    return EpisodeSamplerChecks.run(role, settings(RoleNames.EPISODE_SAMPLER, role));
  }

  Checklist computation(Computation role) {
    return ComputationChecks.run(role, settings(RoleNames.COMPUTATION, role), options.level());
  }

  Checklist agent(AgentType role) {
    return AgentChecks.run(role, settings(RoleNames.AGENT, role));
  }

  Checklist workflow(Workflow role) {
    return WorkflowChecks.run(role, settings(RoleNames.WORKFLOW, role));
  }

  Checklist secureAggregation(SecureAggregation role) {
    return SecureAggregationChecks.run(role, settings(RoleNames.SECURE_AGGREGATION, role));
  }

  Checklist quantizer(Quantizer role) {
    return QuantizerChecks.run(role, settings(RoleNames.QUANTIZER, role));
  }

  Checklist privacyMechanism(PrivacyMechanism role) {
    return PrivacyMechanismChecks.run(role, settings(RoleNames.PRIVACY_MECHANISM, role));
  }
}
