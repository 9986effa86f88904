package org.cloister.port;

/** Where the plugins of a round come from. */
public interface Assemblies {
  /**
   * Leases the plugins that are current now. Safe for concurrent use.
   *
   * @throws org.cloister.model.CloisterException if one is missing
   */
  Assembly open();
}
