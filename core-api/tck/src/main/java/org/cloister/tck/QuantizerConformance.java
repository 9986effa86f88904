package org.cloister.tck;

import java.util.List;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.spi.protection.Quantizer;

/** What a quantizer must refuse before anything is masked. */
public final class QuantizerConformance {

  /** The name of the case of a clip of 0, by which everything would become 0 or not a number. */
  public static final String CLIP_ZERO = "clip-zero";

  private static final int LENGTH = 8;

  private QuantizerConformance() {}

  /**
   * Plans a tensor with a bound of 0 on its norm, and one with a bound of 0 on each value. Passes
   * if both are refused with a code.
   */
  public static ConformanceCase clipZero(Quantizer quantizer) {
    Optional<ErrorCode> norm = refusal(quantizer, 0, Settings.none());
    Optional<ErrorCode> value = refusal(quantizer, 1, Settings.of("bound", "0"));
    boolean passed = norm.isPresent() && value.isPresent();
    return new ConformanceCase(
        CLIP_ZERO,
        "refused with a code",
        words("norm", norm) + "; " + words("value", value),
        norm.or(() -> value),
        passed);
  }

  private static Optional<ErrorCode> refusal(Quantizer quantizer, double clip, Settings settings) {
    try {
      Part part = Part.weighted(Part.DELTA, new Part.Kind.Tensors(LENGTH, clip));
      quantizer.plan(List.of(part), 3, 1, settings);
      return Optional.empty();
    } catch (CloisterException e) {
      return Optional.of(e.code());
    }
  }

  private static String words(String what, Optional<ErrorCode> code) {
    return "a bound of 0 on a "
        + what
        + code.map(c -> " refused with " + c.text()).orElse(" is taken");
  }
}
