package org.cloister.plugins.trainers;

import java.util.stream.Stream;
import org.cloister.model.Settings;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.CheckOptions;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class TrainersPluginTests {

  @TestFactory
  Stream<DynamicTest> plugin_withoutSettings_keepsItsContracts() {
    return ContractTests.of(new TrainersPlugin());
  }

  @TestFactory
  Stream<DynamicTest> plugin_withEverySetting_keepsItsContracts() {
    Settings sgd =
        Settings.of("rate", "0.05", "momentum", "0.5")
            .with("weight-decay", "0.001")
            .with("schedule", "inverse-sqrt");
    Settings adam =
        Settings.of("rate", "0.05", "beta1", "0.8", "beta2", "0.9")
            .with("epsilon", "1e-6")
            .with("keep-moments", "true");
    return ContractTests.of(
        new TrainersPlugin(),
        CheckOptions.of(CheckLevel.FULL).with("trainer", "sgd", sgd).with("trainer", "adam", adam));
  }
}
