package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.SiteTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainAgentTests {

  @Test
  void decide_sitesSelected_asksThose() {
    Command.RunAtSites command =
        train(
            new String[] {"steps", "5", "deadline-seconds", "20", "keep-late", "true"},
            Histories.joined("a"),
            Histories.joined("b"),
            Histories.joined("c"),
            Histories.round(1),
            Histories.selected("c", "a"));

    assertEquals(
        new Command.RunAtSites(
            new SiteTask.Train(5, 0, true), List.of("c", "a"), 1, Duration.ofSeconds(20)),
        command);
  }

  @Test
  void decide_nobodySelectedThisRound_asksAllThatAreThere() {
    Command.RunAtSites command =
        train(
            new String[0],
            Histories.joined("d"),
            Histories.joined("b"),
            Histories.joined("a"),
            Histories.round(1),
            Histories.selected("a"),
            Histories.left("a"),
            Histories.round(2));

    assertEquals(List.of("b", "d"), command.sites());
    assertEquals(new SiteTask.Train(0, 1, false), command.task());
    assertEquals(Duration.ofMinutes(10), command.deadline());
  }

  @Test
  void decide_siteCameBack_isAskedAgain() {
    Command.RunAtSites command =
        train(
            new String[0],
            Histories.joined("a"),
            Histories.left("a"),
            Histories.joined("b"),
            Histories.joined("a"));

    assertEquals(List.of("a", "b"), command.sites());
  }

  @Test
  void decide_nobodyThere_asksTheRoster() {
    assertEquals(List.of("a", "b", "c", "d"), train(new String[0]).sites());
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 3, 2",
    "0.5, 4, 2",
    "0.5, 1, 1",
    "0.01, 4, 1",
    "0.75, 4, 3",
    "0.99, 4, 4",
    "3, 4, 3",
    "9, 4, 9",
    "0.1, 30, 3"
  })
  void quorum_setting_countsTheAskedSites(String setting, int asked, int expected) {
    assertEquals(
        expected, Quorum.of(org.cloister.model.Settings.of("quorum", setting)).among(asked));
  }

  @Test
  void decide_noQuorumGiven_needsHalfOfTheAskedSites() {
    assertEquals(2, train(new String[0], Histories.selected("a", "b", "c")).quorum());
  }

  private static Command.RunAtSites train(String[] settings, Event... events) {
    List<Command> commands = Histories.decide(Histories.agent("train", settings), events);
    assertEquals(1, commands.size());
    return (Command.RunAtSites) commands.get(0);
  }
}
