package org.cloister.app.record;

import org.cloister.model.Ids;
import org.cloister.model.Settings;

/**
 * A plugin as a job used it.
 *
 * @param id in its role
 * @param settings as the job gave them
 */
public record PluginUse(String id, Settings settings) {

  /** Checks the id. */
  public PluginUse {
    Ids.require("plugin id", id);
  }
}
