package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StopWhenAgentTests {

  /** Tolerance 0.1, patience 2. */
  @ParameterizedTest
  @CsvSource({
    "1, false",
    "1 1, false",
    "1 1 1, true",
    "1 0.95 0.9, true",
    "1 0.85 0.8, false",
    "1 1 2 2, false",
    "1 1 2 2 2, true",
    "0 0 0, true",
    "-1 -1.05 -1.1, true",
    "NaN NaN NaN, false",
    "1 NaN 1 1, false",
    "Infinity Infinity Infinity, false",
    "Infinity 1 1, false"
  })
  void decide_losses_stopsWhenTheyHardlyChange(String losses, boolean stops) {
    Event[] events =
        Arrays.stream(losses.split(" "))
            .map(loss -> Histories.reported("train", "loss", Double.parseDouble(loss)))
            .toArray(Event[]::new);

    assertEquals(
        stops
            ? List.of(
                new Command.Stop("loss changed by at most 0.1 of itself in 2 reports in a row"))
            : List.of(),
        Histories.decide(
            Histories.agent("stop-when", "tolerance", "0.1", "patience", "2"), events));
  }

  @Test
  void decide_reportsOfOtherNodesOrValues_sayNothing() {
    Event[] events = {
      Histories.reported("evaluate", "auc", 0.8),
      Histories.reported("train", "auc", 0.1),
      Histories.reported("evaluate", "mse", 3),
      Histories.reported("evaluate", "auc", 0.8),
    };

    assertEquals(
        1,
        Histories.decide(
                Histories.agent(
                    "stop-when",
                    "tolerance",
                    "0",
                    "patience",
                    "1",
                    "value",
                    "auc",
                    "of",
                    "evaluate"),
                events)
            .size());
    assertEquals(
        0,
        Histories.decide(
                Histories.agent("stop-when", "tolerance", "0", "patience", "1", "value", "auc"),
                events)
            .size());
  }

  @Test
  void decide_noPatienceGiven_waitsForThree() {
    Event same = Histories.reported("train", "loss", 1);
    var agent = Histories.agent("stop-when", "tolerance", "0");

    assertEquals(0, Histories.decide(agent, same, same, same).size());
    assertEquals(1, Histories.decide(agent, same, same, same, same).size());
  }
}
