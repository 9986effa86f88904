package org.cloister.tck;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.LinearCompressor;

/**
 * The contract of {@link LinearCompressor}.
 *
 * <ul>
 *   <li>{@code compressedLength_isInRange}: 1 to the length of the input.
 *   <li>{@code compress_hasCompressedLength}: what is sent is as long as announced.
 *   <li>{@code compress_isDeterministic}: all sites of a round keep the same positions.
 *   <li>{@code compress_isLinear}: the sum of what is sent is what is sent of the sum.
 *   <li>{@code expandSum_restoresLength}: the estimate is as long as the input.
 *   <li>{@code expandSum_isFinite}: finite sums give finite estimates.
 *   <li>{@code expandSum_isDeterministic}: the same sum gives the same bits.
 * </ul>
 */
public final class LinearCompressorChecks {

  private static final int LENGTH = 53;
  private static final long ROUND_SEED = 77;

  private LinearCompressorChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(LinearCompressor role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(LinearCompressor role, Settings settings) {
    Checklist list = new Checklist(RoleNames.COMPRESSOR, role.id());
    Long length =
        list.answer(
            "compressedLength_isInRange",
            "The compressed length must be from 1 to the length.",
            () -> {
              long one = role.compressedLength(1, settings);
              long many = role.compressedLength(LENGTH, settings);
              return one == 1 && many >= 1 && many <= LENGTH ? Long.valueOf(many) : null;
            });
    if (length == null) {
      return list;
    }
    list.rule(
        "compress_hasCompressedLength",
        "What is sent must be as long as compressedLength says.",
        () -> compress(role, settings, integers(1)).length() == length);
    list.rule(
        "compress_isDeterministic",
        "The same input and round seed must give the same bits.",
        () ->
            Fingerprint.of(compress(role, settings, integers(1)))
                .equals(Fingerprint.of(compress(role, settings, integers(1)))));
    list.rule(
        "compress_isLinear",
        "compress(a) + compress(b) must be compress(a + b); nothing may depend on data.",
        () -> linear(role, settings));
    list.rule(
        "expandSum_restoresLength",
        "The estimate must be as long as the input was.",
        () -> expand(role, settings).length() == LENGTH);
    list.rule(
        "expandSum_isFinite",
        "A finite sum must give a finite estimate.",
        () -> Fingerprint.finite(expand(role, settings)));
    list.rule(
        "expandSum_isDeterministic",
        "The same sum and round seed must give the same bits.",
        () ->
            Fingerprint.of(expand(role, settings)).equals(Fingerprint.of(expand(role, settings))));
    return list;
  }

  private static boolean linear(LinearCompressor role, Settings settings) {
    float[] a = compress(role, settings, integers(1)).toArray();
    float[] b = compress(role, settings, integers(2)).toArray();
    FloatVector sum = Vectors.onHeap().axpy(1, integers(1), integers(2));
    float[] both = compress(role, settings, sum).toArray();
    if (a.length != both.length || b.length != both.length) {
      return true; // the rule of the length speaks for that
    }
    for (int i = 0; i < both.length; i++) {
      a[i] += b[i];
    }
    return GradientRules.close(both, a, 1e-5);
  }

  /** Whole numbers, whose sums have no rounding. */
  private static FloatVector integers(long seed) {
    float[] values = Samples.floats(LENGTH, 1000, seed);
    for (int i = 0; i < LENGTH; i++) {
      values[i] = Math.round(values[i]);
    }
    return FloatVector.of(values);
  }

  private static FloatVector compress(LinearCompressor role, Settings settings, FloatVector in) {
    return role.compress(in, ROUND_SEED, settings, Vectors.onHeap());
  }

  private static FloatVector expand(LinearCompressor role, Settings settings) {
    FloatVector sum = compress(role, settings, integers(3));
    return role.expandSum(sum, LENGTH, ROUND_SEED, settings, Vectors.onHeap());
  }
}
