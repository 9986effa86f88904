package org.cloister.plugins.aggregators;

import java.util.stream.Stream;
import org.cloister.model.Settings;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.CheckOptions;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class AggregatorsPluginTests {

  @TestFactory
  Stream<DynamicTest> plugin_withoutSettings_keepsItsContracts() {
    return ContractTests.of(new AggregatorsPlugin());
  }

  @TestFactory
  Stream<DynamicTest> plugin_withEverySetting_keepsItsContracts() {
    return ContractTests.of(
        new AggregatorsPlugin(),
        CheckOptions.of(CheckLevel.FULL)
            .with(
                "aggregator", "fed-avg", Settings.of("weighting", "uniform", "server-rate", "0.5"))
            .with("aggregator", "fed-sgd", Settings.of("combine", "sum", "server-rate", "0.1"))
            .with("aggregator", "median", Settings.of("server-rate", "0.5"))
            .with("aggregator", "trimmed-mean", Settings.of("trim", "2", "server-rate", "0.5")));
  }
}
