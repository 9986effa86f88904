package org.cloister.app.report;

import java.util.Optional;
import org.cloister.app.record.RunFile;

/** How a job ended, in a word and a colour. */
final class Ending {

  private Ending() {}

  static String word(Optional<RunFile.Outcome> outcome) {
    return switch (kind(outcome)) {
      case "completed" -> "completed";
      case "failed" -> "failed";
      case "interrupted" -> "interrupted";
      default -> "unfinished";
    };
  }

  static String look(Optional<RunFile.Outcome> outcome) {
    return switch (kind(outcome)) {
      case "completed" -> "good";
      case "failed" -> "bad";
      default -> "open";
    };
  }

  private static String kind(Optional<RunFile.Outcome> outcome) {
    return outcome.map(RunFile.Outcome::kind).orElse("");
  }
}
