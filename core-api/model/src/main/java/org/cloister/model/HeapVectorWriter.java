package org.cloister.model;

/** Writes into one array and then gives it away. */
final class HeapVectorWriter implements VectorWriter {
  private final float[] values;
  private int written;
  private boolean finished;

  HeapVectorWriter(long length) {
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("length on the heap must be 0 to 2^31-9, was " + length);
    }
    values = new float[(int) length];
  }

  @Override
  public void write(float[] source, int offset, int count) {
    if (finished || count > values.length - written) {
      throw new IllegalStateException(
          "at most " + (values.length - written) + " further values fit, were " + count);
    }
    System.arraycopy(source, offset, values, written, count);
    written += count;
  }

  @Override
  public FloatVector finish() {
    if (finished || written != values.length) {
      throw new IllegalStateException("announced " + values.length + " values, written " + written);
    }
    finished = true;
    return new HeapVector(values);
  }

  @Override
  public void close() {
    finished = true;
  }
}
