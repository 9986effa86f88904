package org.cloister.host;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A bundle that was refused. Nothing of it runs and nothing of it is installed.
 *
 * @param fileName of the bundle
 * @param code why
 * @param reason one or more sentences that name the file, the rule and what to do
 */
public record Quarantined(String fileName, ErrorCode code, String reason) {

  static Quarantined of(String fileName, CloisterException refusal) {
    String message = refusal.getMessage();
    return new Quarantined(fileName, refusal.code(), message == null ? "" : message);
  }
}
