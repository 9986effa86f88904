package org.cloister.host;

import java.util.List;
import org.cloister.guard.BundleFacts;
import org.cloister.model.PluginPin;

/**
 * A bundle whose roles can be leased.
 *
 * @param bundle what it is
 * @param roles what it offers, by role and id
 */
public record AdmittedPlugin(BundleFacts bundle, List<PluginPin> roles) {

  /** Copies the list. */
  public AdmittedPlugin {
    roles = List.copyOf(roles);
  }
}
