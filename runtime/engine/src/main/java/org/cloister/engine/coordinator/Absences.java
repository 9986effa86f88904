package org.cloister.engine.coordinator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.ErrorCode;
import org.cloister.spi.DropReason;

/**
 * Who is missing after a step at sites, and whose fault it is.
 *
 * @param dropped who did not count, and why
 * @param blamed who broke the protocol of a session, and the rule; may have counted nevertheless
 */
record Absences(Map<String, DropReason> dropped, Map<String, ErrorCode> blamed) {
  Absences {
    dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    blamed = Collections.unmodifiableMap(new TreeMap<>(blamed));
  }

  /** On a route without sessions. */
  static Absences of(Map<String, DropReason> dropped) {
    return new Absences(dropped, Map.of());
  }

  /** As the end of a sentence. */
  @Override
  public String toString() {
    return blamed.isEmpty()
        ? "Dropped: " + dropped
        : "Dropped: " + dropped + "; broke the protocol: " + codes();
  }

  private Map<String, String> codes() {
    Map<String, String> codes = new TreeMap<>();
    blamed.forEach((site, code) -> codes.put(site, code.text()));
    return codes;
  }
}
