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
 * @param bound what a value is clipped to
 * @param tidiness what has to be done to them first
 */
record TensorValues(
    Span span,
    Grid grid,
    Rounding rounding,
    FloatVector values,
    double factor,
    float bound,
    Census.Tidiness tidiness)
    implements SpanValues {

  /** One step, in units of the chance: the last of its 32 bits. */
  private static final double STEP = 0x1p32;

  /**
   * Adding this to less than 2^51 steps leaves the nearest whole number of them in the low bits of
   * the sum, modulo any ring of up to 51 bits and with its sign: much faster than a cast.
   */
  private static final double MAGIC = 0x1.8p52 * STEP;

  /** The values of {@code part}, of which {@code census} counts those that are clipped. */
  static TensorValues of(
      Span span, Grid grid, Rounding rounding, FloatVector values, double factor, Census census) {
    float bound = notAbove(span.bound());
    return new TensorValues(span, grid, rounding, values, factor, bound, census.see(values, bound));
  }

  /** The greatest float that is not above: no other float lies between it and the bound. */
  private static float notAbove(double bound) {
    float nearest = (float) bound;
    return nearest > bound ? Math.nextDown(nearest) : nearest;
  }

  @Override
  public void read(long offset, long[] target, int at, int count) {
    float[] buffer = new float[Math.min(Rounding.TILE, count)];
    double scale = factor / span.step() * STEP;
    for (int done = 0; done < count; done += Rounding.TILE) {
      int part = Math.min(Rounding.TILE, count - done);
      values.read(offset + done, buffer, 0, part);
      tidy(buffer, part);
      byte[] tile = rounding.tile(span.start() + offset + done);
      round(buffer, tile, target, at + done, part, scale);
      mask(target, at + done, part, grid.mask());
    }
  }

  private void tidy(float[] buffer, int count) {
    if (!tidiness.finite()) {
      clean(buffer, count);
    }
    if (!tidiness.within()) {
      clip(buffer, count, bound);
    }
  }

  private static void clean(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Float.isFinite(values[i]) ? values[i] : 0;
    }
  }

  private static void clip(float[] values, int count, float bound) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.min(Math.max(values[i], -bound), bound);
    }
  }

  /**
   * Nearest to {@code x + u - 1/2} is {@code floor(x + u)}; {@code u} lies between the steps of its
   * 32 bits, so that a whole {@code x} stays what it is.
   */
  private static void round(float[] from, byte[] bits, long[] to, int at, int count, double scale) {
    for (int i = 0; i < count; i++) {
      double chance = Rounding.word(bits, i) + 0.5;
      to[at + i] = Double.doubleToRawLongBits(from[i] * scale + chance + MAGIC);
    }
  }

  private static void mask(long[] values, int at, int count, long modulus) {
    for (int i = at; i < at + count; i++) {
      values[i] = (values[i] << 13 >> 13) & modulus;
    }
  }
}
