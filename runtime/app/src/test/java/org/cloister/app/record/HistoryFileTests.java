package org.cloister.app.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTests {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00.005Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Digest DIGEST = Digest.of("x");

  private static final List<Event> ALL =
      List.of(
          new Event.Joined(0, "a"),
          new Event.RoundStarted(1, List.of(new PluginPin("trainer", "sgd", "0.1.0", DIGEST))),
          new Event.Selected(1, "select", List.of("a", "b")),
          new Event.Initialised(0, "init", DIGEST),
          new Event.SitesReported(
              1,
              "train",
              List.of("a"),
              Map.of("b", DropReason.NOT_FINITE),
              Map.of("a", ErrorCode.SHARE_INVALID),
              Map.of("loss", 0.1 + 0.2, "worst", Double.NaN, "top", Double.NEGATIVE_INFINITY)),
          new Event.Aggregated(1, "aggregate", DIGEST),
          new Event.Updated(1, "update", DIGEST),
          new Event.Computed(1, "compute", "bound", Map.of("x", Double.MIN_VALUE)),
          new Event.ChildEnded(1, "child", "statistics", Map.of()),
          new Event.InChild("child", new Event.Joined(1, "a")),
          new Event.Left(2, "b"),
          new Event.Stopped(2, "stop", "\u2028 \"done\"\n"));

  @TempDir Path folder;

  @Test
  void read_everyKindOfEvent_isWhatWasAppended() {
    assertEquals(
        Stream.of(Event.class.getPermittedSubclasses()).collect(Collectors.toSet()),
        Set.copyOf(ALL.stream().map(Event::getClass).toList()),
        "the test must have every kind");
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.create(file, CLOCK)) {
      ALL.forEach(history::append);
    }

    assertEquals(ALL, HistoryFile.read(file));
  }

  @Test
  void readTimed_clockThatWasSetBack_isNeverBeforeTheLineAbove() throws IOException {
    Path file = folder.resolve("history.jsonl");
    SteppedClock clock = new SteppedClock(NOON);
    try (HistoryFile history = HistoryFile.create(file, clock)) {
      for (long step : new long[] {250, -3_600_000, 10}) {
        history.append(ALL.get(0));
        clock.step(step);
      }
    }

    assertEquals(
        Stream.of(0, 250, 250)
            .map(later -> new TimedEvent(Optional.of(NOON.plusMillis(later)), ALL.get(0)))
            .toList(),
        HistoryFile.readTimed(file));
    assertEquals(
        "{\"at\":\"2026-02-03T12:00:00.005Z\",\"event\":\"joined\",\"round\":0,\"site\":\"a\"}",
        Files.readAllLines(file).get(0));
  }

  @Test
  void readTimed_lineWithoutTime_isRead() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, "{\"event\":\"joined\",\"round\":0,\"site\":\"a\"}\n");

    assertEquals(
        List.of(new TimedEvent(Optional.empty(), ALL.get(0))), HistoryFile.readTimed(file));
  }

  @Test
  void read_tornLastLine_leavesItOut() throws IOException {
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.create(file, CLOCK)) {
      history.append(ALL.get(0));
    }
    Files.writeString(file, "{\"event\":\"joi", StandardOpenOption.APPEND);

    assertEquals(List.of(ALL.get(0)), HistoryFile.read(file));
  }

  @Test
  void read_brokenLine_isRefusedWithItsNumber() throws IOException {
    Path file = folder.resolve("history.jsonl");
    List<String> broken =
        List.of(
            "{}",
            "{\"event\":\"joined\"}",
            "{\"at\":\"noon\",\"event\":\"joined\",\"round\":0,\"site\":\"a\"}",
            "{\"at\":7,\"event\":\"joined\",\"round\":0,\"site\":\"a\"}",
            "{\"event\":\"joined\",\"round\":1.5,\"site\":\"a\"}",
            "{\"event\":\"dance\",\"round\":1}",
            "{\"event\":\"joined\",\"round\":1,\"site\":\"a\",\"site\":\"b\"}",
            "[".repeat(1000));
    for (String line : broken) {
      Files.writeString(file, "{\"event\":\"joined\",\"round\":0,\"site\":\"a\"}\n" + line + "\n");

      CloisterException refused =
          assertThrows(CloisterException.class, () -> HistoryFile.read(file), line);

      assertEquals(ErrorCode.MESSAGE_MALFORMED, refused.code());
      assertTrue(refused.getMessage().contains("line 2"), refused.getMessage());
    }
  }

  @Test
  void create_existingFile_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("history.jsonl"));

    assertEquals(
        ErrorCode.STORAGE_FAILED,
        assertThrows(CloisterException.class, () -> HistoryFile.create(file, CLOCK)).code());
  }
}
