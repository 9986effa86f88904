package org.cloister.app.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The JSON Schema (2020-12) of job files, for editors and other programs. The readers here are what
 * counts; a test sees that both know the same keys.
 */
public final class JobSchema {

  private static final String RESOURCE = "job.schema.json";

  private JobSchema() {}

  /** The schema as text. */
  public static String text() {
    try (InputStream in = JobSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("it is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL,
          "The file " + RESOURCE + " must be part of this program, is not; this is a bug.",
          e);
    }
  }
}
