package org.cloister.plugins.networks;

/**
 * What stands between two layers. Both derivatives are functions of the value itself, so that no
 * session keeps what went in.
 */
enum Activation {
  /** {@code max(z, 0)}, with derivative 0 at 0. */
  RELU {
    @Override
    void apply(float[] values, int count) {
      for (int i = 0; i < count; i++) {
        values[i] = Math.max(values[i], 0f);
      }
    }

    @Override
    void multiplySlope(float[] factors, float[] values, int count) {
      for (int i = 0; i < count; i++) {
        factors[i] = values[i] > 0 ? factors[i] : 0f;
      }
    }

    @Override
    void multiplyCurvature(float[] factors, float[] values, int count) {
      java.util.Arrays.fill(factors, 0, count, 0f);
    }
  },

  /** {@code 1 - 2 / (exp(2 z) + 1)}, from {@link StrictMath} for the sake of equal bits. */
  TANH {
    @Override
    void apply(float[] values, int count) {
      for (int i = 0; i < count; i++) {
        float z = values[i];
        // Below this the formula would lose digits that a float has, and tanh z is z.
        if (Math.abs(z) > 1e-5f) {
          values[i] = (float) (1 - 2 / (StrictMath.exp(2.0 * z) + 1));
        }
      }
    }

    @Override
    void multiplySlope(float[] factors, float[] values, int count) {
      for (int i = 0; i < count; i++) {
        factors[i] *= 1 - values[i] * values[i];
      }
    }

    @Override
    void multiplyCurvature(float[] factors, float[] values, int count) {
      for (int i = 0; i < count; i++) {
        factors[i] *= -2 * values[i] * (1 - values[i] * values[i]);
      }
    }
  };

  /** Replaces what goes in by what comes out. */
  abstract void apply(float[] values, int count);

  /** Multiplies each factor by the first derivative where the value came out. */
  abstract void multiplySlope(float[] factors, float[] values, int count);

  /** Multiplies each factor by the second derivative where the value came out. */
  abstract void multiplyCurvature(float[] factors, float[] values, int count);
}
