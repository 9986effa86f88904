package org.cloister.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Resources;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.SessionMessage;
import org.junit.jupiter.api.Test;

/** Progress by a clock that goes only when told. */
class ProgressTests {

  private static final Resources RESOURCES = new Resources(1, 0, 0, 1, 0);

  private long nanos = 5;
  private final List<RunEvent> told = new ArrayList<>();
  private final Progress progress = new Progress(told::add, () -> nanos, OptionalInt.of(4), 3);

  private void pass(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  private <T> T last(Class<T> type) {
    return type.cast(told.get(told.size() - 1));
  }

  private RunEvent.Waiting waiting() {
    progress.tick();
    return last(RunEvent.Waiting.class);
  }

  private static Message.Ask ask(long number) {
    return new Message.Ask(
        number,
        1,
        1,
        "train",
        SiteTask.Train.steps(1),
        Optional.of(Digest.of("model")),
        List.of(),
        List.of(),
        Duration.ofSeconds(9));
  }

  private static Event reported(int round, String node, List<String> sites, String... dropped) {
    Map<String, DropReason> gone = new java.util.TreeMap<>();
    for (String site : dropped) {
      gone.put(site, DropReason.DEADLINE);
    }
    return new Event.SitesReported(
        round, node, sites, gone, Map.of("loss", 0.5, "sites.a.loss", 0.4, "examples", 9.0));
  }

  @Test
  void round_over_hasItsSecondsSitesAndEta() {
    progress.append(new Event.RoundStarted(1, List.of()));
    pass(2);
    progress.append(reported(1, "train", List.of("a", "b"), "c"));
    progress.append(reported(1, "evaluate", List.of("a", "b", "c")));
    progress.append(new Event.RoundStarted(2, List.of()));

    RunEvent.Round round = last(RunEvent.Round.class);
    assertEquals(
        new RunEvent.Round(
            1,
            OptionalInt.of(4),
            Map.of("loss", 0.5),
            2,
            3,
            List.of(new Dropout(1, "train", "c", "deadline")),
            2,
            OptionalDouble.of(6)),
        round);
  }

  @Test
  void tick_beforeTheFirstRound_tellsWhoIsReady() {
    progress.answers().heard("a", new Message.Join(Map.of("seed", Digest.of("terms")), RESOURCES));
    pass(1.5);
    RunEvent.Waiting waiting = waiting();
    assertEquals(0, waiting.round());
    assertEquals(1, waiting.answered());
    assertEquals(3, waiting.expected());
    assertEquals(1.5, waiting.seconds(), 1e-9);
  }

  @Test
  void tick_inARound_tellsWhoAnsweredTheLastQuestion() {
    progress.append(new Event.RoundStarted(1, List.of()));
    for (String site : List.of("a", "b", "c")) {
      progress.answers().said(site, ask(7));
    }
    progress.answers().heard("a", new Message.Refused(7, DropReason.FAILED, RESOURCES));
    progress.answers().heard("b", new Message.Refused(6, DropReason.FAILED, RESOURCES));
    RunEvent.Waiting waiting = waiting();
    assertEquals("train", waiting.node());
    assertEquals(1, waiting.answered());
    assertEquals(3, waiting.expected());

    progress.answers().said("a", ask(8));
    assertEquals(0, waiting().answered());
    progress.answers().heard("a", new Message.Refused(8, DropReason.FAILED, RESOURCES));
    assertEquals("", waiting().node(), "nobody is waited for any more");
  }

  /** Residues of no interest. */
  private record Zeros(long length, int modulusBits) implements IntVector {
    @Override
    public void read(long offset, long[] target, int targetOffset, int count) {
      java.util.Arrays.fill(target, targetOffset, targetOffset + count, 0);
    }
  }

  @Test
  void tick_sessionRoute_countsSitesThatSentTheirVector() {
    progress.append(new Event.RoundStarted(1, List.of()));
    progress.answers().said("a", ask(7));
    progress.answers().said("b", ask(7));
    Optional<IntVector> vector = Optional.of(new Zeros(3, 20));
    progress.answers().heard("a", step(Optional.empty()));
    assertEquals(0, waiting().answered());
    progress.answers().heard("a", step(vector));
    assertEquals(1, waiting().answered());
  }

  private static Message step(Optional<IntVector> vector) {
    return new Message.SessionStep(
        7, new SessionMessage("coordinator", "step", Bytes.empty(), vector));
  }

  @Test
  void tick_laterRounds_hasRateAndEtaOfTheLastRounds() {
    progress.append(new Event.RoundStarted(1, List.of()));
    pass(2);
    progress.append(reported(1, "train", List.of("a")));
    progress.append(new Event.RoundStarted(2, List.of()));
    pass(0.5);
    RunEvent.Waiting waiting = waiting();
    assertEquals(0.5, waiting.roundsPerSecond(), 1e-9);
    assertEquals(2 + 2 + 2 - 0.5, waiting.etaSeconds().orElseThrow(), 1e-9);
  }

  @Test
  void ended_once_tellsTheLastRoundAndThenNothing() {
    progress.append(new Event.RoundStarted(1, List.of()));
    progress.append(reported(1, "train", List.of("a")));
    pass(3);
    progress.ended(true, 1);
    assertEquals(2, told.size());
    assertEquals(new RunEvent.Ended(true, 1, 3), last(RunEvent.Ended.class));
    progress.tick();
    progress.stopping("too late");
    progress.close();
    assertEquals(2, told.size());
  }

  @Test
  void close_withoutAnEnd_saysThatItIsOver() {
    progress.close();
    assertTrue(!last(RunEvent.Ended.class).complete());
  }

  @Test
  void answers_openAnswer_isCounted() {
    progress.append(new Event.RoundStarted(1, List.of()));
    progress.answers().said("a", ask(7));
    progress.answers().said("b", ask(7));
    progress
        .answers()
        .heard(
            "a",
            new Message.Answer(
                7,
                new org.cloister.model.Contribution(
                    Digest.of("model"),
                    1,
                    org.cloister.model.Parts.ofTensor("delta", FloatVector.of(1))),
                Optional.empty(),
                RESOURCES));
    assertEquals(1, waiting().answered());
  }
}
