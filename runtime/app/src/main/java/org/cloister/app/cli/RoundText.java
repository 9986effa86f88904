package org.cloister.app.cli;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.cloister.app.run.RunEvent;

/** Lines about rounds, for people. */
final class RoundText {

  private RoundText() {}

  /** One line: round, loss, metrics, sites, seconds, and who dropped out. */
  static String of(RunEvent.Round round) {
    StringBuilder line = new StringBuilder("round ").append(number(round.round(), round.of()));
    Double loss = round.values().get("loss");
    if (loss != null) {
      line.append(format("  loss %.4f", loss));
    }
    round
        .values()
        .forEach(
            (name, value) -> {
              if (!name.equals("loss")) {
                line.append("  ").append(name).append(format(" %.4f", value));
              }
            });
    line.append("  sites ").append(round.reported()).append('/').append(round.expected());
    line.append(format("  %.1f s", round.seconds()));
    if (!round.dropped().isEmpty()) {
      line.append("  dropped: ")
          .append(
              round.dropped().stream()
                  .map(drop -> drop.site() + " (" + drop.reason() + " at " + drop.node() + ")")
                  .collect(Collectors.joining(", ")));
    }
    return line.toString();
  }

  /** What is waited for. */
  static String of(RunEvent.Resumed resumed) {
    return resumed.round().isPresent()
        ? "going on after round " + resumed.round().getAsInt()
        : "nothing was kept yet; beginning anew";
  }

  static String of(RunEvent.Waiting waiting) {
    String sites = waiting.answered() + "/" + waiting.expected() + " sites";
    if (waiting.round() == 0) {
      return "reading data: " + sites + " are ready" + format("  %.0f s", waiting.seconds());
    }
    String what =
        waiting.node().isEmpty()
            ? "computing here"
            : "waiting for " + waiting.node() + ", " + sites + " answered";
    return "round "
        + number(waiting.round(), waiting.of())
        + ": "
        + what
        + format("  %.0f s", waiting.seconds());
  }

  /** The same in one rewritten line, with the rate and what is left. */
  static String live(RunEvent.Waiting waiting) {
    String rate =
        waiting.roundsPerSecond() > 0 ? format("  %.1f rounds/s", waiting.roundsPerSecond()) : "";
    return of(waiting) + rate + eta(waiting.etaSeconds());
  }

  private static String eta(OptionalDouble seconds) {
    return seconds.isEmpty() ? "" : "  " + span(seconds.getAsDouble()) + " left";
  }

  /** Such as {@code 8 s}, {@code 2 min 05 s} or {@code 3 h 20 min}. */
  static String span(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  private static String number(int round, OptionalInt of) {
    return of.isPresent() ? round + "/" + of.getAsInt() : Integer.toString(round);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
