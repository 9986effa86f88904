package org.cloister.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.cloister.app.record.Json;
import org.cloister.app.run.Dropout;
import org.cloister.app.run.RunEvent;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressViewTests {

  private static final OptionalInt OF = OptionalInt.of(15);
  private static final RunEvent.Round ROUND =
      new RunEvent.Round(
          3,
          OF,
          Map.of("auc", 0.875, "loss", 0.25),
          3,
          4,
          List.of(new Dropout(3, "train", "va", "deadline")),
          0.125,
          OptionalDouble.of(1.5));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static RunEvent.Waiting waiting(int round, double seconds) {
    return new RunEvent.Waiting(
        round, OF, round == 0 ? "" : "train", 2, 4, seconds, 0.5, OptionalDouble.of(125));
  }

  private static ProgressView plain(PrintStream err) {
    return ProgressView.of(err, Format.TEXT, Terminal.none());
  }

  @Test
  void plain_rounds_areALineEach() {
    ProgressView view = plain(err);
    view.on(new RunEvent.Started("job", 1, List.of("a"), OF));
    view.on(ROUND);
    view.on(new RunEvent.Ended(true, 3, 9));
    assertEquals(
        "round 3/15  loss 0.2500  auc 0.8750  sites 3/4  0.1 s  dropped: va (deadline at train)\n",
        text());
  }

  @Test
  void resumed_earlierRun_isSaidInEachForm() {
    plain(err).on(new RunEvent.Resumed(OptionalInt.of(6)));
    plain(err).on(new RunEvent.Resumed(OptionalInt.empty()));
    ProgressView.of(err, Format.JSON, Terminal.none()).on(new RunEvent.Resumed(OptionalInt.of(6)));
    assertEquals(
        List.of(
            "going on after round 6",
            "nothing was kept yet; beginning anew",
            "{\"event\":\"resumed\",\"round\":6}"),
        text().lines().toList());
  }

  @Test
  void plain_longRound_saysEachHalfMinuteWhatIsWaitedFor() {
    ProgressView view = plain(err);
    for (double seconds = 0.2; seconds < 95; seconds += 0.2) {
      view.on(waiting(7, seconds));
    }
    assertEquals(
        List.of(
            "round 7/15: waiting for train, 2/4 sites answered  30 s",
            "round 7/15: waiting for train, 2/4 sites answered  60 s",
            "round 7/15: waiting for train, 2/4 sites answered  90 s"),
        text().lines().toList());
  }

  @Test
  void plain_slowData_isSaidAfterASecondAndThenEachHalfMinute() {
    ProgressView view = plain(err);
    for (double seconds = 0.2; seconds < 35; seconds += 0.2) {
      view.on(waiting(0, seconds));
    }
    assertEquals(
        List.of(
            "reading data: 2/4 sites are ready  1 s", "reading data: 2/4 sites are ready  30 s"),
        text().lines().toList());
  }

  @Test
  void plain_anyEvent_hasNoEscapeCode() {
    ProgressView view = plain(err);
    view.on(waiting(7, 31));
    view.on(new RunEvent.Stopping("why"));
    view.on(ROUND);
    assertFalse(text().contains("\u001b") || text().contains("\r"), text());
  }

  @Test
  void live_waiting_isRewrittenInPlaceAndGoneAtTheEnd() {
    ProgressView view = ProgressView.of(err, Format.TEXT, new Terminal(OptionalInt.of(100)));
    view.on(waiting(3, 1));
    view.on(waiting(3, 1.1));
    view.on(ROUND);
    view.on(waiting(3, 1.2));
    view.on(new RunEvent.Ended(true, 3, 9));
    String clear = "\r\u001b[K";
    String live =
        clear
            + "round 3/15: waiting for train, 2/4 sites answered  1 s  0.5 rounds/s"
            + "  2 min 05 s left\r";
    assertEquals(
        live + clear + RoundText.of(ROUND) + System.lineSeparator() + live + clear, text());
  }

  @Test
  void live_narrowTerminal_cutsTheLine() {
    ProgressView view = ProgressView.of(err, Format.TEXT, new Terminal(OptionalInt.of(30)));
    view.on(waiting(3, 1));
    assertEquals("\r\u001b[Kround 3/15: waiting for train,\r".length() - 1, text().length());
  }

  @Test
  void json_events_areAnObjectALine() {
    ProgressView view = ProgressView.of(err, Format.JSON, new Terminal(OptionalInt.of(100)));
    view.on(new RunEvent.Started("job", 1, List.of("a\nb"), OF));
    view.on(waiting(3, 1));
    view.on(waiting(3, 30));
    view.on(ROUND);
    view.on(new RunEvent.Stopping("why"));
    view.on(new RunEvent.Ended(false, 3, 9));
    List<String> lines = text().lines().toList();
    lines.forEach(line -> Json.parse(line, "a line", ErrorCode.INTERNAL));
    assertEquals(
        List.of(
            "{\"event\":\"started\",\"job\":\"job\",\"seed\":1,\"sites\":[\"a\\n"
                + "b\"],\"rounds\":15}",
            "{\"event\":\"waiting\",\"round\":3,\"of\":15,\"node\":\"train\","
                + "\"sites\":{\"answered\":2,\"expected\":4},\"seconds\":30.0,\"etaSeconds\":125.0}",
            "{\"event\":\"round\",\"round\":3,\"of\":15,\"loss\":0.25,\"metrics\":{\"auc\":0.875},"
                + "\"sites\":{\"reported\":3,\"expected\":4},"
                + "\"dropped\":{\"va\":{\"reason\":\"deadline\",\"node\":\"train\"}},"
                + "\"seconds\":0.125,\"etaSeconds\":1.5}",
            "{\"event\":\"stopping\",\"reason\":\"why\"}",
            "{\"event\":\"ended\",\"complete\":false,\"rounds\":3,\"seconds\":9.0}"),
        lines);
  }

  @ParameterizedTest
  @CsvSource({
    "80, '', '', '', 80",
    "300, '', '', '', 100",
    "0, '', '', '', 80",
    "wide, '', '', '', 80",
    "'', '', '', '', -1",
    "80, 1, '', '', -1",
    "80, '', dumb, '', -1",
    "80, '', xterm, --plain, -1",
  })
  void terminal_of_isLiveOnlyWhereNothingSpeaksAgainstIt(
      String found, String noColor, String term, String argument, int columns) {
    Terminal terminal =
        Terminal.of(found, Map.of("NO_COLOR", noColor, "TERM", term), List.of(argument));
    assertEquals(columns, terminal.columns().orElse(-1));
  }

  @ParameterizedTest
  @CsvSource({"0.4, 0 s", "59.4, 59 s", "59.6, 1 min 00 s", "125, 2 min 05 s", "12000, 3 h 20 min"})
  void span_seconds_readWell(double seconds, String text) {
    assertEquals(text, RoundText.span(seconds));
  }

  @Test
  void round_withoutKnownEnd_hasNoTotal() {
    RunEvent.Round open =
        new RunEvent.Round(
            2, OptionalInt.empty(), Map.of(), 1, 1, List.of(), 61, OptionalDouble.empty());
    assertTrue(RoundText.of(open).startsWith("round 2  sites 1/1"), RoundText.of(open));
  }
}
