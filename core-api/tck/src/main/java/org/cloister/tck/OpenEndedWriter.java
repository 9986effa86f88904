package org.cloister.tck;

import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;

/** A writer that may be finished by whoever writes or by whoever asked, or by both. */
final class OpenEndedWriter implements VectorWriter {

  private final float[] values;
  private int written;

  OpenEndedWriter(int length) {
    values = new float[length];
  }

  @Override
  public void write(float[] source, int offset, int count) {
    if (count > values.length - written) {
      throw new IllegalStateException("more values than announced");
    }
    System.arraycopy(source, offset, values, written, count);
    written += count;
  }

  @Override
  public FloatVector finish() {
    if (written != values.length) {
      throw new IllegalStateException("fewer values than announced");
    }
    return FloatVector.of(values);
  }

  @Override
  public void close() {}
}
