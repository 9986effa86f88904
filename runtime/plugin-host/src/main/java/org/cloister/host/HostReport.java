package org.cloister.host;

import java.util.List;

/**
 * Which bundles serve and which were refused, at one moment.
 *
 * @param admitted by file name
 * @param quarantined by file name
 */
public record HostReport(List<AdmittedPlugin> admitted, List<Quarantined> quarantined) {

  /** Copies the lists. */
  public HostReport {
    admitted = List.copyOf(admitted);
    quarantined = List.copyOf(quarantined);
  }
}
