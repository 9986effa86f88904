package org.cloister.app.plugins;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.guard.PluginGuard;
import org.cloister.host.HostListener;
import org.cloister.host.HostSettings;
import org.cloister.host.PluginHost;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Starts a plugin host with the bundles of an installation. */
public final class HostStarter {

  private final Home home;

  /** For the installation at {@code home}. */
  public HostStarter(Home home) {
    this.home = home;
  }

  /**
   * A host with every trusted bundle; the others are in its report.
   *
   * @param storage a folder for this host alone
   */
  public PluginHost start(Path storage) {
    CloisterException.require(
        Files.isDirectory(home.bundles()),
        ErrorCode.PLUGIN_NOT_FOUND,
        "There must be a folder "
            + home.bundles()
            + " with plugins, is none; start Cloister by bin/cloister of its distribution.");
    PluginGuard guard = PluginGuard.ofFiles(home.lockFile(), home.grantsFile());
    PluginHost host =
        PluginHost.start(HostSettings.of(storage), guard, new ContractCheck(), HostListener.none());
    boolean started = false;
    try {
      host.admitFolder(home.bundles());
      started = true;
      return host;
    } finally {
      if (!started) {
        host.close();
      }
    }
  }
}
