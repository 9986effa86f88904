package org.cloister.model;

/**
 * Where vectors come from: a service of the host and the only way for a plugin to make a large one.
 * The host owns, counts and deletes the storage (memory for small vectors, files read by position
 * for large ones). Safe for concurrent use; each writer belongs to one thread.
 */
public interface Vectors {

  /** A writer for exactly {@code length} values. */
  VectorWriter create(long length);

  /** Vectors in memory, for tests and small programs. */
  static Vectors onHeap() {
    return HeapVectorWriter::new;
  }

  /**
   * The new vector {@code y + alpha * x}, each value computed in double precision and rounded once.
   * Works range by range: memory does not grow with the length.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  default FloatVector axpy(double alpha, FloatVector x, FloatVector y) {
    if (x.length() != y.length()) {
      throw new IllegalArgumentException(
          "lengths must be equal, were " + x.length() + " and " + y.length());
    }
    int chunk = (int) Math.min(1 << 14, Math.max(1, x.length()));
    float[] a = new float[chunk];
    float[] b = new float[chunk];
    try (VectorWriter out = create(x.length())) {
      for (long at = 0; at < x.length(); at += chunk) {
        int count = (int) Math.min(chunk, x.length() - at);
        x.read(at, a, 0, count);
        y.read(at, b, 0, count);
        for (int i = 0; i < count; i++) {
          b[i] = (float) (b[i] + alpha * a[i]);
        }
        out.write(b, 0, count);
      }
      return out.finish();
    }
  }
}
