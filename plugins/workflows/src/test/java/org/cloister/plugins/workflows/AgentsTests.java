package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentsTests {

  @Test
  void fixed_anyHistory_giveTheirCommand() {
    assertEquals(List.of(new Command.Initialise()), decide("init"));
    assertEquals(List.of(new Command.Update()), decide("update"));
    assertEquals(List.of(new Command.Aggregate("train")), decide("aggregate"));
    assertEquals(
        List.of(new Command.Aggregate("inner")), decide("aggregate", "train-node", "inner"));
    assertEquals(List.of(new Command.Select("all", Settings.none())), decide("select"));
    assertEquals(
        List.of(new Command.Select("random", Settings.of("count", "2"))),
        decide("select", "selector", "random", "selector.count", "2"));
    assertEquals(
        List.of(new Command.Compute("sum", Settings.of("n", "5"), Duration.ofSeconds(30))),
        decide("compute", "computation", "sum", "computation.n", "5", "deadline-seconds", "30"));
    assertEquals(
        List.of(new Command.RunChild("statistics", Settings.of("a.b", "c"))),
        decide("child", "workflow", "statistics", "workflow.a.b", "c"));
  }

  private static List<Command> decide(String type, String... settings) {
    return Histories.decide(Histories.agent(type, settings), Histories.noise());
  }

  @Test
  void evaluate_history_asksAllThatAreThereOnceAMetric() {
    List<Command> commands =
        Histories.decide(
            Histories.agent(
                "evaluate",
                "metrics",
                "accuracy, auc",
                "metrics.auc.bins",
                "8192",
                "quorum",
                "1",
                "deadline-seconds",
                "5"),
            Histories.joined("c"),
            Histories.joined("a"),
            Histories.joined("b"),
            Histories.round(1),
            Histories.selected("b"),
            Histories.left("b"));

    assertEquals(
        List.of(
            query("accuracy", Settings.none(), SiteTask.Rows.TEST),
            query("auc", Settings.of("bins", "8192"), SiteTask.Rows.TEST)),
        commands);
  }

  private static Command query(String id, Settings settings, SiteTask.Rows rows) {
    return new Command.RunAtSites(
        new SiteTask.Query(id, settings, rows, new ModelRef.Current()),
        List.of("a", "c"),
        1,
        Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 1", "4, 0", "6, 1"})
  void evaluate_everyThreeRounds_asksOnlyThen(int round, int asked) {
    assertEquals(
        asked,
        Histories.decide(
                Histories.agent("evaluate", "metrics", "mse", "every", "3", "rows", "train"),
                Histories.joined("a"),
                Histories.round(round))
            .size());
  }

  @Test
  void stopAfter_lastRound_stops() {
    var agent = Histories.agent("stop-after", "rounds", "2");

    assertEquals(List.of(), Histories.decide(agent, Histories.round(1)));
    assertEquals(
        List.of(new Command.Stop("all 2 rounds are done")),
        Histories.decide(agent, Histories.round(1), Histories.round(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "select, quorum, 1, SETTING_UNKNOWN",
    "init, x, 1, SETTING_UNKNOWN",
    "update, x, 1, SETTING_UNKNOWN",
    "aggregate, x, 1, SETTING_UNKNOWN",
    "aggregate, train-node, ' ', JOB_INVALID",
    "train, x, 1, SETTING_UNKNOWN",
    "train, steps, 0, SETTING_INVALID",
    "train, steps, 1.5, SETTING_INVALID",
    "train, epochs, 0, SETTING_INVALID",
    "train, quorum, 0, SETTING_INVALID",
    "train, quorum, 1.5, SETTING_INVALID",
    "train, quorum, -0.5, SETTING_INVALID",
    "train, quorum, most, SETTING_INVALID",
    "train, deadline-seconds, 0, SETTING_INVALID",
    "train, deadline-seconds, 2592001, SETTING_INVALID",
    "train, keep-late, maybe, SETTING_INVALID",
    "evaluate, rows, test, SETTING_INVALID",
    "evaluate, metrics, '', SETTING_INVALID",
    "evaluate, metrics, 'auc,', SETTING_INVALID",
    "evaluate, metrics, 'auc,auc', SETTING_INVALID",
    "stop-after, rounds, 0, SETTING_INVALID",
    "stop-after, rounds, 1000001, SETTING_INVALID",
    "stop-after, x, 1, SETTING_UNKNOWN",
    "stop-when, value, loss, SETTING_INVALID",
    "stop-when, tolerance, -1, SETTING_INVALID",
    "stop-when, x, 1, SETTING_UNKNOWN",
    "compute, deadline-seconds, 5, SETTING_INVALID",
    "compute, x, 1, SETTING_UNKNOWN",
    "child, workflow.x, 1, SETTING_INVALID",
    "child, x, 1, SETTING_UNKNOWN"
  })
  void create_settingOutsideItsRange_isRefused(
      String type, String name, String value, ErrorCode code) {
    assertEquals(
        code,
        assertThrows(CloisterException.class, () -> Histories.agent(type, name, value)).code());
  }

  @Test
  void create_settingsThatDoNotGoTogether_areRefused() {
    assertRefused(ErrorCode.SETTING_INVALID, "train", "steps", "1", "epochs", "1");
    assertRefused(ErrorCode.SETTING_INVALID, "stop-after");
    assertRefused(ErrorCode.SETTING_INVALID, "stop-when", "tolerance", "0", "patience", "0");
    assertRefused(ErrorCode.SETTING_INVALID, "evaluate", "metrics", "auc", "rows", "all");
    assertRefused(ErrorCode.SETTING_INVALID, "evaluate", "metrics", "auc", "every", "0");
    assertRefused(
        ErrorCode.SETTING_UNKNOWN, "evaluate", "metrics", "auc", "metrics.mse.max-error", "1");
  }

  private static void assertRefused(ErrorCode code, String type, String... settings) {
    assertEquals(
        code, assertThrows(CloisterException.class, () -> Histories.agent(type, settings)).code());
  }

  @Test
  void types_all_haveNamesOfTheirOwn() {
    assertEquals(
        List.of(
            "select",
            "init",
            "train",
            "aggregate",
            "update",
            "evaluate",
            "stop-after",
            "stop-when",
            "compute",
            "child"),
        Histories.types().stream().map(AgentType::id).toList());
  }

  @Test
  void decide_unknownEventsInBetween_changeNothing() {
    List<Event> plain = List.of(Histories.joined("a"), Histories.round(1));
    List<Event> mixed = new ArrayList<>(Arrays.asList(Histories.noise()));
    mixed.addAll(plain);
    mixed.addAll(Arrays.asList(Histories.noise()));

    for (String type : List.of("train", "evaluate", "stop-after", "stop-when")) {
      Settings settings =
          switch (type) {
            case "evaluate" -> Settings.of("metrics", "auc");
            case "stop-after" -> Settings.of("rounds", "1");
            case "stop-when" -> Settings.of("tolerance", "1");
            default -> Settings.none();
          };
      assertEquals(
          Histories.decide(Histories.agent(type, settings), plain.toArray(Event[]::new)),
          Histories.decide(Histories.agent(type, settings), mixed.toArray(Event[]::new)));
    }
  }
}
