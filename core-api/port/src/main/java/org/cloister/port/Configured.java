package org.cloister.port;

import org.cloister.model.Settings;
import org.cloister.spi.Role;

/**
 * A plugin's role object with the settings that the job gives it.
 *
 * @param <R> the role
 */
public record Configured<R extends Role>(R role, Settings settings) {
  /** Without settings. */
  public static <R extends Role> Configured<R> of(R role) {
    return new Configured<>(role, Settings.none());
  }
}
