package org.cloister.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The style sheet of reports; a file of this package, so that none of it comes from data.
 *
 * @param text as it stands in the page
 */
record Style(String text) {

  static Style ofReports() {
    try (InputStream file = Style.class.getResourceAsStream("report.css")) {
      return new Style(
          new String(
              Objects.requireNonNull(file, "report.css").readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
