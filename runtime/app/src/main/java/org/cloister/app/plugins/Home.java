package org.cloister.app.plugins;

import java.nio.file.Path;

/**
 * The folder of an installation.
 *
 * @param root where {@code bundles/} and {@code conf/} are
 */
public record Home(Path root) {

  /** The plugins' bundles. */
  public Path bundles() {
    return root.resolve("bundles");
  }

  /** The digests of the bundles that are trusted. */
  public Path lockFile() {
    return root.resolve("conf").resolve("plugins.lock");
  }

  /** What single bundles may use beyond the plugin interfaces. */
  public Path grantsFile() {
    return root.resolve("conf").resolve("grants.yaml");
  }
}
