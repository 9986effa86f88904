package org.cloister.spi.protection;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Settings;

/**
 * How the parts of a round become residues; fixed before anyone masks, the same at all sites.
 *
 * @param parts in the order on the wire
 * @param participants the most contributions that are summed; the ring holds their sum by
 *     construction
 * @param maxWeight the greatest weight of a site; greater ones saturate
 * @param modulusBits of the ring; 1 to 64
 * @param length how many residues: the weight, the values of all parts, and what the quantizer
 *     counts beside them
 * @param settings of the quantizer
 */
public record QuantizationPlan(
    List<Part> parts,
    int participants,
    double maxWeight,
    int modulusBits,
    long length,
    Settings settings) {

  /** Checks the ranges. */
  public QuantizationPlan {
    parts = List.copyOf(parts);
    CloisterException.require(
        participants >= 1 && maxWeight > 0 && modulusBits >= 1 && modulusBits <= 64 && length >= 1,
        ErrorCode.PROTECTION_REFUSED,
        "A quantization plan needs participants >= 1, maxWeight > 0, modulusBits 1 to 64 and length >= 1.");
  }
}
