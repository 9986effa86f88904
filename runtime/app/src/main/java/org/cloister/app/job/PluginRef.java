package org.cloister.app.job;

import org.cloister.host.VersionRange;
import org.cloister.model.Settings;

/**
 * A plugin as the job file names it; its role follows from where it stands.
 *
 * @param id in its role
 * @param versions the bundle versions that will do
 * @param settings its settings
 * @param origin where it stands
 */
public record PluginRef(String id, VersionRange versions, Settings settings, Origin origin) {

  /** The same plugin with other settings. */
  public PluginRef with(Settings other) {
    return new PluginRef(id, versions, other, origin);
  }
}
