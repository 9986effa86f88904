package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FederatedAveragingTests {
  private static final Settings ALL =
      Settings.of("rounds", "2", "epochs", "0.5", "quorum", "2", "deadline-seconds", "9")
          .with("selector", "random")
          .with("selector.count", "3")
          .with("metrics", "auc,log-loss")
          .with("metrics.auc.bins", "5000")
          .with("tolerance", "0.01")
          .with("patience", "1");

  private final FederatedAveraging workflow = new FederatedAveraging();

  @Test
  void plan_everything_runsInOrder() {
    WorkflowPlan plan = workflow.plan(ALL);

    assertEquals(List.of("init"), ids(plan, Phase.START));
    assertEquals(
        List.of("select", "train", "aggregate", "update", "evaluate", "stop", "converge"),
        ids(plan, Phase.ROUND));
    assertEquals(List.of("final"), ids(plan, Phase.END));
    assertEquals(List.of("init"), node(plan, "select").after());
    assertEquals(List.of("select"), node(plan, "train").after());
    assertEquals(List.of("train"), node(plan, "aggregate").after());
    assertEquals(List.of("aggregate"), node(plan, "update").after());
    assertEquals(List.of("update"), node(plan, "evaluate").after());
    assertEquals(List.of("evaluate"), node(plan, "stop").after());
    assertEquals(List.of("evaluate"), node(plan, "converge").after());
  }

  @Test
  void plan_nothingGiven_hasNoNodeWithoutWork() {
    WorkflowPlan plan = workflow.plan(Settings.none());

    assertEquals(List.of("select", "train", "aggregate", "update", "stop"), ids(plan, Phase.ROUND));
    assertEquals(List.of(), ids(plan, Phase.END));
    assertEquals(0, decide(plan, "stop", Histories.round(9)).size());
    assertEquals(1, decide(plan, "stop", Histories.round(10)).size());
  }

  @Test
  void plan_evaluateEveryZero_evaluatesAtTheEndOnly() {
    WorkflowPlan plan = workflow.plan(Settings.of("metrics", "auc", "evaluate-every", "0"));

    assertEquals(List.of("select", "train", "aggregate", "update", "stop"), ids(plan, Phase.ROUND));
    assertEquals(List.of("final"), ids(plan, Phase.END));
  }

  @Test
  void plan_evaluateEveryTwo_evaluatesInEvenRoundsAndAtTheEnd() {
    WorkflowPlan plan = workflow.plan(Settings.of("metrics", "auc", "evaluate-every", "2"));

    assertEquals(0, decide(plan, "evaluate", Histories.round(3)).size());
    assertEquals(1, decide(plan, "evaluate", Histories.round(4)).size());
    assertEquals(1, decide(plan, "final", Histories.round(3)).size());
  }

  @Test
  void decide_history_givesTheCommandsOfARound() {
    WorkflowPlan plan = workflow.plan(ALL);
    Event[] history = {
      Histories.joined("a"),
      Histories.joined("b"),
      Histories.joined("c"),
      Histories.joined("d"),
      Histories.round(1),
      Histories.selected("a", "b", "d"),
      Histories.reported("train", "loss", 0.7),
      Histories.round(2),
      Histories.selected("b", "c", "d"),
      Histories.reported("train", "loss", 0.6999)
    };

    assertEquals(List.of(new Command.Initialise()), decide(plan, "init"));
    assertEquals(
        List.of(new Command.Select("random", Settings.of("count", "3"))),
        decide(plan, "select", history));
    assertEquals(
        List.of(
            new Command.RunAtSites(
                new SiteTask.Train(0, 0.5, false),
                List.of("b", "c", "d"),
                2,
                Duration.ofSeconds(9))),
        decide(plan, "train", history));
    assertEquals(List.of(new Command.Aggregate("train")), decide(plan, "aggregate", history));
    assertEquals(List.of(new Command.Update()), decide(plan, "update", history));
    assertEquals(
        List.of(query("auc", Settings.of("bins", "5000")), query("log-loss", Settings.none())),
        decide(plan, "evaluate", history));
    assertEquals(decide(plan, "evaluate", history), decide(plan, "final", history));
    assertEquals(1, decide(plan, "stop", history).size());
    assertEquals(1, decide(plan, "converge", history).size());
  }

  private static Command query(String id, Settings settings) {
    return new Command.RunAtSites(
        new SiteTask.Query(id, settings, SiteTask.Rows.TEST, new ModelRef.Current()),
        List.of("a", "b", "c", "d"),
        2,
        Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @CsvSource({
    "rounds, 0, SETTING_INVALID",
    "rounds, ten, SETTING_INVALID",
    "steps, 0, SETTING_INVALID",
    "steps, 5, SETTING_INVALID",
    "epochs, -1, SETTING_INVALID",
    "quorum, 0, SETTING_INVALID",
    "deadline-seconds, 0, SETTING_INVALID",
    "metrics, 'auc,,log-loss', SETTING_INVALID",
    "metrics, '', SETTING_UNKNOWN",
    "metrics.mse.max-error, 1, SETTING_UNKNOWN",
    "evaluate-every, -1, SETTING_INVALID",
    "tolerance, -0.1, SETTING_INVALID",
    "patience, 0, SETTING_INVALID",
    "round, 5, SETTING_UNKNOWN",
    "select.count, 5, SETTING_UNKNOWN"
  })
  void plan_settingOutsideItsRange_isRefused(String name, String value, ErrorCode code) {
    assertEquals(
        code,
        assertThrows(CloisterException.class, () -> workflow.plan(ALL.with(name, value))).code());
  }

  @Test
  void plan_patienceWithoutTolerance_isRefused() {
    assertThrows(CloisterException.class, () -> workflow.plan(Settings.of("patience", "2")));
  }

  private static List<String> ids(WorkflowPlan plan, Phase phase) {
    return plan.nodes(phase).stream().map(WorkflowNode::id).toList();
  }

  private static WorkflowNode node(WorkflowPlan plan, String id) {
    return plan.nodes().stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no node " + id));
  }

  private static List<Command> decide(WorkflowPlan plan, String id, Event... events) {
    return Histories.decide(node(plan, id).agent(), events);
  }
}
