package org.cloister.plugins.secagg;

import java.util.stream.Stream;
import org.cloister.model.Settings;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.CheckOptions;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SecureAggregationPluginTests {

  @TestFactory
  Stream<DynamicTest> plugin_withoutSettings_keepsItsContracts() {
    return ContractTests.of(new SecureAggregationPlugin());
  }

  @TestFactory
  Stream<DynamicTest> plugin_withEverySetting_keepsItsContracts() {
    return ContractTests.of(
        new SecureAggregationPlugin(),
        CheckOptions.of(CheckLevel.FULL)
            .with(
                "secure-aggregation",
                "bonawitz",
                Settings.of("threshold", "5", "step-seconds", "5", "input-seconds", "9"))
            .with(
                "quantizer",
                "uniform",
                Settings.of("value-bits", "16", "bound", "3", "noise-deviation", "10")));
  }
}
