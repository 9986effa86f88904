package org.cloister.spi.protection;

import java.util.List;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.Role;

/**
 * Turns a contribution into residues whose sum cannot wrap, and a sum of residues into a sum.
 * Weights multiply weighted parts here, before rounding. Values that are not finite become 0 and
 * are counted inside the vector.
 */
public interface Quantizer extends Role {

  /**
   * The plan for a round.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#PROTECTION_REFUSED} if no ring of 64 bits holds the sum
   */
  QuantizationPlan plan(List<Part> parts, int participants, double maxWeight, Settings settings);

  /** The residues of one site; may compute range by range as they are read. */
  IntVector quantize(Contribution in, QuantizationPlan plan, RoundingBits bits);

  /**
   * The sum that the residues stand for.
   *
   * @param sum of the residues of {@code survivors} sites
   * @param base the version that they trained from
   */
  SummedUpdate dequantize(
      IntVector sum, Digest base, QuantizationPlan plan, int survivors, Vectors vectors);
}
