package org.cloister.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.spi.AgentType;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Compressor;
import org.cloister.spi.Computation;
import org.cloister.spi.DataSource;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.Plugin;
import org.cloister.spi.Role;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;
import org.cloister.spi.Workflow;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.ProtectionPlugin;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/**
 * One of the roles that a plugin can offer.
 *
 * @param type by which it is leased
 * @param label the word for it in pins and messages
 * @param offered asks a plugin for its objects of this role
 */
record RoleType(
    Class<? extends Role> type, String label, Function<Plugin, List<? extends Role>> offered) {

  /** What any plugin can offer. */
  static final List<RoleType> OPEN =
      List.of(
          new RoleType(DataSource.class, "data-source", Plugin::dataSources),
          new RoleType(ModelArchitecture.class, "architecture", Plugin::architectures),
          new RoleType(Trainer.class, "trainer", Plugin::trainers),
          new RoleType(Aggregator.class, "aggregator", Plugin::aggregators),
          new RoleType(SumQuery.class, "query", Plugin::queries),
          new RoleType(ParticipantSelector.class, "selector", Plugin::selectors),
          new RoleType(Compressor.class, "compressor", Plugin::compressors),
          new RoleType(EpisodeSampler.class, "episode-sampler", Plugin::episodeSamplers),
          new RoleType(Computation.class, "computation", Plugin::computations),
          new RoleType(AgentType.class, "agent", Plugin::agents),
          new RoleType(Workflow.class, "workflow", Plugin::workflows));

  /** What only a plugin of the protection tier can offer. */
  static final List<RoleType> PROTECTION =
      List.of(
          protection(
              SecureAggregation.class, "secure-aggregation", ProtectionPlugin::secureAggregations),
          protection(Quantizer.class, "quantizer", ProtectionPlugin::quantizers),
          protection(
              PrivacyMechanism.class, "privacy-mechanism", ProtectionPlugin::privacyMechanisms));

  static Optional<RoleType> of(Class<?> type) {
    for (List<RoleType> tier : List.of(OPEN, PROTECTION)) {
      for (RoleType role : tier) {
        if (role.type == type) {
          return Optional.of(role);
        }
      }
    }
    return Optional.empty();
  }

  private static RoleType protection(
      Class<? extends Role> type,
      String label,
      Function<ProtectionPlugin, List<? extends Role>> offered) {
    return new RoleType(
        type,
        label,
        plugin -> plugin instanceof ProtectionPlugin trusted ? offered.apply(trusted) : List.of());
  }
}
