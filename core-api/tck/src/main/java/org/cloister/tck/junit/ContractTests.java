package org.cloister.tck.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloister.spi.Plugin;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.CheckOptions;
import org.cloister.tck.Checked;
import org.cloister.tck.Contracts;
import org.cloister.tck.Finding;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * The checks of a plugin as tests, one a rule. The whole test of an author is
 *
 * <pre>{@code
 * final class MyPluginTests {
 *   @TestFactory
 *   Stream<DynamicTest> plugin_keepsItsContracts() {
 *     return ContractTests.of(new MyPlugin());
 *   }
 * }
 * }</pre>
 *
 * <p>A plugin without any role object fails. Good advice that is not followed shows as an aborted
 * test.
 */
public final class ContractTests {

  private ContractTests() {}

  /** All rules for {@code plugin}, each role object without settings. */
  public static Stream<DynamicTest> of(Plugin plugin) {
    return of(plugin, CheckOptions.of(CheckLevel.FULL));
  }

  /** All rules for {@code plugin} with these settings and data. */
  public static Stream<DynamicTest> of(Plugin plugin, CheckOptions options) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Checked checked : Contracts.report(plugin, options)) {
      for (String rule : checked.rules()) {
        List<Finding> broken =
            checked.findings().stream().filter(finding -> finding.rule().equals(rule)).toList();
        String name = checked.role() + " " + checked.id() + ": " + rule;
        tests.add(DynamicTest.dynamicTest(name, () -> none(broken)));
      }
    }
    return tests.stream();
  }

  /** Fails with a sentence for each finding, for checks that an author calls directly. */
  public static void none(List<Finding> findings) {
    String text =
        findings.stream()
            .map(f -> f.role() + " " + f.id() + " breaks " + f.rule() + ": " + f.sentence())
            .collect(Collectors.joining("\n"));
    if (findings.stream().anyMatch(finding -> !finding.advisory())) {
      Assertions.fail(text);
    }
    Assumptions.assumeTrue(findings.isEmpty(), text);
  }
}
