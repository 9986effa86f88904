package org.cloister.model;

/**
 * A read-only vector of single-precision values, in memory or in a file, of any length.
 *
 * <p>Guarantee: the values never change, and {@link #read} copies out and never aliases storage, so
 * whoever holds a vector can neither alter it nor watch it later. Safe for concurrent reads.
 */
public interface FloatVector {

  /** The number of values; 0 or more. */
  long length();

  /**
   * Copies {@code count} values from {@code offset} into {@code target} from {@code targetOffset}.
   *
   * @throws IndexOutOfBoundsException if a range leaves the vector or the target
   */
  void read(long offset, float[] target, int targetOffset, int count);

  /** A vector with a copy of {@code values}. */
  static FloatVector of(float... values) {
    return new HeapVector(values.clone());
  }

  /** A vector of {@code length} zeros; takes no memory. */
  static FloatVector zeros(long length) {
    return new ZeroVector(length);
  }

  /**
   * All values in a fresh array; for vectors that are known to be small, such as what a trainer
   * holds.
   */
  default float[] toArray() {
    float[] values = new float[Math.toIntExact(length())];
    read(0, values, 0, values.length);
    return values;
  }

  /** The view of {@code count} values from {@code offset}; copies nothing. */
  default FloatVector range(long offset, long count) {
    return offset == 0 && count == length() ? this : new RangeVector(this, offset, count);
  }

  /**
   * The view of these values, each multiplied by {@code factor} in double precision; copies
   * nothing.
   */
  default FloatVector scaled(double factor) {
    return factor == 1 ? this : new ScaledVector(this, factor);
  }
}
