package org.cloister.port;

import java.util.List;
import org.cloister.model.PluginPin;

/** Where the plugins of a round come from. */
public interface Assemblies {
  /**
   * Leases exactly these plugins, also if newer ones have taken their place meanwhile: a swap takes
   * effect at the boundary of a round, for all parties alike. Safe for concurrent use.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#PLUGIN_MISMATCH} if one of them is not here
   */
  Assembly open(List<PluginPin> pins);

  /**
   * Leases the plugins that are current now. Safe for concurrent use.
   *
   * @throws org.cloister.model.CloisterException if one is missing
   */
  Assembly open();
}
