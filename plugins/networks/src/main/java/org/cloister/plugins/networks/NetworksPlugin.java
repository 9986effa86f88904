package org.cloister.plugins.networks;

import java.util.List;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;

/** The bundle's entry: the model {@code mlp}. */
@PluginEntry
public final class NetworksPlugin implements Plugin {

  /** A plugin without state; touches no native code. */
  public NetworksPlugin() {}

  @Override
  public List<ModelArchitecture> architectures() {
    return List.of(new MlpModel());
  }
}
