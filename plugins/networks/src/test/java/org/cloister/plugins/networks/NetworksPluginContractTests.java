package org.cloister.plugins.networks;

import java.util.stream.Stream;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class NetworksPluginContractTests {

  @TestFactory
  Stream<DynamicTest> plugin_keepsItsContracts() {
    return ContractTests.of(new NetworksPlugin());
  }
}
