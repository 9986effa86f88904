package org.cloister.app.conformance;

import java.util.ArrayList;
import java.util.List;
import org.cloister.host.Lease;
import org.cloister.host.PluginHost;
import org.cloister.model.Digest;
import org.cloister.model.PluginPin;
import org.cloister.spi.protection.Quantizer;
import org.cloister.tck.ConformanceCase;
import org.cloister.tck.QuantizerConformance;

/**
 * The quantizers that come with a protocol.
 *
 * @param bundle of the protocol
 */
record Quantizers(PluginHost host, Digest bundle) {

  private List<PluginPin> pins() {
    return host.report().admitted().stream()
        .flatMap(plugin -> plugin.roles().stream())
        .filter(pin -> pin.role().equals("quantizer") && pin.bundle().equals(bundle))
        .toList();
  }

  /** The cases that there are. */
  List<String> names() {
    return pins().isEmpty() ? List.of() : List.of(QuantizerConformance.CLIP_ZERO);
  }

  /** One case a quantizer. */
  List<ConformanceCase> clipZero() {
    List<ConformanceCase> cases = new ArrayList<>();
    for (PluginPin pin : pins()) {
      try (Lease<Quantizer> lease = host.lease(Quantizer.class, pin)) {
        cases.add(QuantizerConformance.clipZero(lease.role()));
      }
    }
    return cases;
  }
}
