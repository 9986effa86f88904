package org.cloister.plugins.models;

/**
 * The two loops where the time goes: row-major single-precision features with double-precision
 * vectors. Several accumulators keep the pipeline full; their order is fixed, and so are the bits.
 */
final class Rows {
  private Rows() {}

  /** {@code out[outFrom + i] = bias + w[wFrom..] * row i}. */
  static void multiply(
      float[] x,
      int rows,
      int size,
      double[] w,
      int wFrom,
      double bias,
      double[] out,
      int outFrom) {
    for (int i = 0, at = 0; i < rows; i++, at += size) {
      double s0 = bias;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = 0;
      for (; j + 4 <= size; j += 4) {
        s0 += x[at + j] * w[wFrom + j];
        s1 += x[at + j + 1] * w[wFrom + j + 1];
        s2 += x[at + j + 2] * w[wFrom + j + 2];
        s3 += x[at + j + 3] * w[wFrom + j + 3];
      }
      for (; j < size; j++) {
        s0 += x[at + j] * w[wFrom + j];
      }
      out[outFrom + i] = (s0 + s1) + (s2 + s3);
    }
  }

  /** {@code out[outFrom..] = sum_i factors[from + i] * row i}; returns the sum of the factors. */
  static double combine(
      float[] x, int rows, int size, double[] factors, int from, double[] out, int outFrom) {
    for (int j = 0; j < size; j++) {
      out[outFrom + j] = 0;
    }
    double sum = 0;
    int i = 0;
    int at = 0;
    for (; i + 4 <= rows; i += 4, at += 4 * size) {
      double f0 = factors[from + i];
      double f1 = factors[from + i + 1];
      double f2 = factors[from + i + 2];
      double f3 = factors[from + i + 3];
      sum += (f0 + f1) + (f2 + f3);
      for (int j = 0; j < size; j++) {
        int k = at + j;
        out[outFrom + j] +=
            (f0 * x[k] + f1 * x[k + size]) + (f2 * x[k + 2 * size] + f3 * x[k + 3 * size]);
      }
    }
    for (; i < rows; i++, at += size) {
      double factor = factors[from + i];
      sum += factor;
      for (int j = 0; j < size; j++) {
        out[outFrom + j] += factor * x[at + j];
      }
    }
    return sum;
  }

  /** The squared Euclidean norm of {@code size} values. */
  static double squaredNorm(float[] x, int from, int size) {
    double sum = 0;
    for (int j = from; j < from + size; j++) {
      sum += (double) x[j] * x[j];
    }
    return sum;
  }
}
