package org.cloister.model;

/**
 * Makes one vector, front to back, once. Not thread-safe. Close it whether or not {@link #finish}
 * was reached; closing an unfinished writer deletes what it wrote.
 */
public interface VectorWriter extends AutoCloseable {

  /**
   * Appends {@code count} values of {@code source} from {@code offset}; they are copied before this
   * returns.
   */
  void write(float[] source, int offset, int count);

  /**
   * The finished vector.
   *
   * @throws IllegalStateException if fewer values were written than were announced, or it was
   *     called before
   */
  FloatVector finish();

  @Override
  void close();
}
