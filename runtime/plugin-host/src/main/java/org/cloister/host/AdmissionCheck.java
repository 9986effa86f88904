package org.cloister.host;

import org.cloister.guard.BundleFacts;
import org.cloister.spi.Plugin;

/** Tests a plugin once, after it was constructed and before anyone can lease what it offers. */
@FunctionalInterface
public interface AdmissionCheck {

  /**
   * Returns if the plugin keeps its contract. Called on a thread of its own with a deadline; must
   * not keep the plugin or anything that it made, or the bundle can never be unloaded.
   *
   * @throws RuntimeException whose message says what is broken; the bundle is then quarantined with
   *     CL-0307
   */
  void check(Plugin plugin, BundleFacts bundle);

  /** Takes every plugin. */
  static AdmissionCheck none() {
    return (plugin, bundle) -> {};
  }
}
