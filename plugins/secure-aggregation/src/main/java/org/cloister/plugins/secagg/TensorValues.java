package org.cloister.plugins.secagg;

import org.cloister.model.FloatVector;

/**
 * The values of a tensor, rounded as they are read.
 *
 * @param span where they stand
 * @param grid what they are rounded to
 * @param rounding the chance
 * @param values not yet multiplied by the weight
 * @param factor the weight, or 1
 * @param finite whether all of them are
 */
record TensorValues(
    Span span, Grid grid, Rounding rounding, FloatVector values, double factor, boolean finite)
    implements SpanValues {

  /**
   * Adding this to a number below 2^51 leaves the nearest whole number in the low bits, modulo any
   * ring of up to 51 bits and with its sign: much faster than a cast.
   */
  private static final double MAGIC = 0x1.8p52;

  @Override
  public void read(long offset, long[] target, int at, int count) {
    float[] buffer = new float[Math.min(Rounding.TILE, count)];
    double scale = factor / span.step();
    for (int done = 0; done < count; done += Rounding.TILE) {
      int part = Math.min(Rounding.TILE, count - done);
      values.read(offset + done, buffer, 0, part);
      if (!finite) {
        clean(buffer, part);
      }
      byte[] tile = rounding.tile(span.start() + offset + done);
      round(buffer, tile, target, at + done, part, span.bound(), scale);
      mask(target, at + done, part, grid.mask());
    }
  }

  private static void clean(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Float.isFinite(values[i]) ? values[i] : 0;
    }
  }

  /**
   * Nearest to {@code x + u - 1/2} is {@code floor(x + u)}; {@code u} lies between the steps of its
   * 32 bits, so that a whole {@code x} stays what it is.
   */
  private static void round(
      float[] from, byte[] bits, long[] to, int at, int count, double bound, double scale) {
    for (int i = 0; i < count; i++) {
      double clipped = Math.min(Math.max(from[i], -bound), bound);
      double chance = (Rounding.word(bits, i) + 0.5) * 0x1p-32;
      to[at + i] = Double.doubleToRawLongBits(clipped * scale + chance + MAGIC);
    }
  }

  private static void mask(long[] values, int at, int count, long modulus) {
    for (int i = at; i < at + count; i++) {
      values[i] = (values[i] << 13 >> 13) & modulus;
    }
  }
}
