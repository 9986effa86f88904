package org.cloister.engine.coordinator;

import java.time.Duration;

/**
 * When a job begins.
 *
 * @param everySite whether it needs every site of the roster, or begins with those that joined
 * @param patience how long to wait for sites that have not answered
 */
public record StartRule(boolean everySite, Duration patience) {

  /** Begins with every site, or not at all. */
  public static StartRule withEverySite(Duration patience) {
    return new StartRule(true, patience);
  }

  /** Begins with those that joined, at least one; others may join later. */
  public static StartRule withThoseThatJoined(Duration patience) {
    return new StartRule(false, patience);
  }
}
