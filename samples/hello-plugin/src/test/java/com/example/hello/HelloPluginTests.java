package com.example.hello;

import java.util.stream.Stream;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same checks that a host runs before it admits the bundle, one test a rule. */
class HelloPluginTests {
  @TestFactory
  Stream<DynamicTest> plugin_keepsItsContracts() {
    return ContractTests.of(new HelloPlugin());
  }
}
