package org.cloister.plugins.workflows;

import java.util.stream.Stream;
import org.cloister.model.Settings;
import org.cloister.tck.CheckLevel;
import org.cloister.tck.CheckOptions;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class WorkflowsPluginTests {

  /** Those settings that are required. */
  private static final CheckOptions LEAST =
      CheckOptions.of(CheckLevel.FULL)
          .with("selector", "random", Settings.of("count", "3"))
          .with("agent", "evaluate", Settings.of("metrics", "auc"))
          .with("agent", "stop-after", Settings.of("rounds", "2"))
          .with("agent", "stop-when", Settings.of("tolerance", "0.1"))
          .with("agent", "compute", Settings.of("computation", "sum"))
          .with("agent", "child", Settings.of("workflow", "statistics"));

  private static final CheckOptions MOST =
      LEAST
          .with("selector", "random", Settings.of("fraction", "0.4"))
          .with("query", "auc", Settings.of("bins", "10000"))
          .with("query", "mse", Settings.of("max-error", "5"))
          .with("query", "mae", Settings.of("max-error", "5"))
          .with(
              "query",
              "statistics",
              Settings.of("rows", "complete", "bins", "50", "most-rows", "100")
                  .with("label-limit", "3")
                  .with("missing.x0", "0, 0.5"))
          .with(
              "workflow",
              "statistics",
              Settings.of("rows", "usable", "missing.x0", "1", "quorum", "2"))
          .with("agent", "select", Settings.of("selector", "random", "selector.count", "2"))
          .with("agent", "train", Settings.of("steps", "3", "quorum", "2", "keep-late", "true"))
          .with("agent", "evaluate", Settings.of("metrics", "auc,mse", "rows", "train"))
          .with("agent", "stop-when", Settings.of("tolerance", "1", "patience", "1"))
          .with(
              "workflow",
              "federated-averaging",
              Settings.of("rounds", "3", "steps", "5", "metrics", "auc", "evaluate-every", "2")
                  .with("tolerance", "0.01")
                  .with("selector", "random")
                  .with("selector.count", "2"));

  @TestFactory
  Stream<DynamicTest> plugin_withRequiredSettings_keepsItsContracts() {
    return ContractTests.of(new WorkflowsPlugin(), LEAST);
  }

  @TestFactory
  Stream<DynamicTest> plugin_withEverySetting_keepsItsContracts() {
    return ContractTests.of(new WorkflowsPlugin(), MOST);
  }
}
