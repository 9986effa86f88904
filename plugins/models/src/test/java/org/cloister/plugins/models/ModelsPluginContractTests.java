package org.cloister.plugins.models;

import java.util.stream.Stream;
import org.cloister.model.Settings;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.CheckOptions;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ModelsPluginContractTests {

  @TestFactory
  Stream<DynamicTest> plugin_keepsItsContracts() {
    return ContractTests.of(new ModelsPlugin());
  }

  @TestFactory
  Stream<DynamicTest> pluginWithPenalty_keepsItsContracts() {
    Settings settings = Settings.of("l2", "0.4", "initial", "uniform");
    CheckOptions options = CheckOptions.of(CheckLevel.FULL);
    for (String id : new String[] {"linear", "logistic", "softmax"}) {
      options = options.with("architecture", id, settings);
    }
    return ContractTests.of(new ModelsPlugin(), options);
  }
}
