package org.cloister.host;

import java.util.List;
import org.cloister.guard.BundleFacts;
import org.cloister.model.PluginPin;

/**
 * A bundle whose roles can be leased.
 *
 * @param bundle what it is
 * @param roles what it offers, by role and id
 * @param checked whether its contract was checked; a bundle that computes with ND4J is checked when
 *     one of its roles is first leased, since ND4J takes long to start
 */
public record AdmittedPlugin(BundleFacts bundle, List<PluginPin> roles, boolean checked) {

  /** Copies the list. */
  public AdmittedPlugin {
    roles = List.copyOf(roles);
  }
}
