package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.crypto.MaskStream;
import org.cloister.spi.PluginEntry;
import org.cloister.spi.protection.ProtectionPlugin;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;

/** Offers the protocols {@code bonawitz} and {@code bell}, and the quantizer {@code uniform}. */
@PluginEntry
public final class SecureAggregationPlugin implements ProtectionPlugin {

  /** For the host; has the cipher of the masks compiled, so that the first round is no slower. */
  public SecureAggregationPlugin() {
    MaskStream.warmUp();
  }

  @Override
  public List<SecureAggregation> secureAggregations() {
    return List.of(new BonawitzAggregation(), new BellAggregation());
  }

  @Override
  public List<Quantizer> quantizers() {
    return List.of(new UniformQuantizer());
  }
}
