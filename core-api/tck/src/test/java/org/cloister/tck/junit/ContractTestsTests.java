package org.cloister.tck.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cloister.spi.Computation;
import org.cloister.spi.Plugin;
import org.cloister.tck.Finding;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class ContractTestsTests {

  private static Plugin named(String id) {
    return new Plugin() {
      @Override
      public List<Computation> computations() {
        return List.of(
            new Computation() {
              @Override
              public String id() {
                return id;
              }

              @Override
              public Map<String, Double> compute(Task task) {
                return Map.of("one", 1.0);
              }
            });
      }
    };
  }

  private static DynamicTest test(Stream<DynamicTest> tests, String name) {
    return tests.filter(test -> test.getDisplayName().equals(name)).findFirst().orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> goodPlugin_keepsItsContracts() {
    return ContractTests.of(named("sample"));
  }

  @Test
  void of_aPluginThatBreaksARule_failsThatTestWithItsSentence() {
    DynamicTest broken =
        test(ContractTests.of(named("Sample")), "computation Sample: id_isLowerCaseWords");
    AssertionFailedError failure =
        assertThrows(AssertionFailedError.class, () -> broken.getExecutable().execute());
    assertTrue(failure.getMessage().contains("lower-case words"), failure.getMessage());
  }

  @Test
  void of_aPluginWithoutRoles_fails() {
    DynamicTest broken = test(ContractTests.of(new Plugin() {}), "plugin : plugin_hasRoles");
    assertThrows(AssertionFailedError.class, () -> broken.getExecutable().execute());
  }

  @Test
  void none_ofAdviceAlone_aborts() {
    Finding advice = new Finding("trainer", "sgd", "advice_trainLowersTheLoss", "It does not.");
    assertTrue(advice.advisory());
    assertThrows(TestAbortedException.class, () -> ContractTests.none(List.of(advice)));
    Finding rule = new Finding("trainer", "sgd", "train_answers", "It does not.");
    assertEquals(false, rule.advisory());
    assertThrows(AssertionFailedError.class, () -> ContractTests.none(List.of(advice, rule)));
    ContractTests.none(List.of());
  }
}
