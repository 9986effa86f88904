package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Logs with a defect, and what is to become of them. */
final class Defects {
  private Defects() {}

  /** So many entries. */
  static LogMaker many(int size) {
    LogMaker log = new LogMaker().genesis(true);
    while (log.entries.size() < size) {
      log.heartbeat();
    }
    return log;
  }

  /** A round is open. */
  static LogMaker start() {
    return new LogMaker().genesis(true).plugin("admit").open(1);
  }

  /** A site contributes to it. */
  static LogMaker one(LogMaker log) {
    return log.contribution(LogMaker.SITE_1, "hospital-1", 1, 1, "n");
  }

  static Json approval(String approver, String subject) {
    return Json.of(
        "approver",
        approver,
        "meaning",
        "approved",
        "role",
        "role of " + approver,
        "subject",
        LogMaker.digest(subject));
  }

  /** What the program says of a log that is honest but for what {@code defect} adds. */
  static Report with(Path dir, UnaryOperator<LogMaker> defect) {
    LogMaker log = defect.apply(start());
    try {
      Path folder = Files.createTempDirectory(dir, "log");
      return LogMaker.verify(log.write(folder, log.entries.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void refused(Report report, Code code) {
    assertEquals(Verdict.FAILED, report.verdict());
    assertTrue(report.has(code), report.findings().toString());
  }
}
