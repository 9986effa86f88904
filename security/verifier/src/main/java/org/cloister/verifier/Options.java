package org.cloister.verifier;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked for beyond the log itself.
 *
 * @param against a checkpoint of the same log that the auditor kept, or null
 * @param maxAge how old the newest cosignature may be, or null
 * @param now the auditor's time
 */
public record Options(@Nullable Path against, @Nullable Duration maxAge, Instant now) {

  /** Nothing more. */
  public static Options none() {
    return new Options(null, null, Instant.EPOCH);
  }
}
