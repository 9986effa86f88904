package org.cloister.app.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in files: UTC, always to the millisecond, such as {@code 2026-01-31T09:05:00.000Z}. */
public final class Times {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** The time as text. */
  public static String text(Instant time) {
    return MILLIS.format(time);
  }
}
