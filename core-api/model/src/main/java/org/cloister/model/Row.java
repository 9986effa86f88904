package org.cloister.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table, a buffer that its owner reuses: one cell a column of the schema. Missing
 * cells are NaN, -1 or null. Not thread-safe.
 */
public final class Row {
  /** A categorical or entity cell without value. */
  public static final int MISSING = -1;

  private final double[] numbers;
  private final @Nullable Object[] others;

  /** A row for {@code schema}, all cells missing. */
  public Row(DataSchema schema) {
    numbers = new double[schema.columns().size()];
    others = new Object[numbers.length];
    clear();
  }

  /** Makes all cells missing. */
  public void clear() {
    Arrays.fill(numbers, Double.NaN);
    Arrays.fill(others, null);
  }

  /** Sets a numeric or label cell; NaN if missing. */
  public void setNumber(int column, double value) {
    numbers[column] = value;
  }

  /** A numeric or label cell; NaN if missing. */
  public double number(int column) {
    return numbers[column];
  }

  /**
   * Sets a categorical cell to the index of its value, or an entity cell to its id; {@link
   * #MISSING} if missing.
   */
  public void setIndex(int column, int index) {
    numbers[column] = index == MISSING ? Double.NaN : index;
  }

  /** The index of a categorical cell or the id of an entity cell; {@link #MISSING} if missing. */
  public int index(int column) {
    return Double.isNaN(numbers[column]) ? MISSING : (int) numbers[column];
  }

  /** Sets a text cell. */
  public void setText(int column, @Nullable String text) {
    others[column] = text;
  }

  /** A text cell; null if missing. */
  public @Nullable String text(int column) {
    return (String) others[column];
  }

  /** Sets an image cell; the array is the caller's and is read before the row's next use. */
  public void setImage(int column, float @Nullable [] pixels) {
    others[column] = pixels;
  }

  /** An image cell, not to be changed; null if missing. */
  public float @Nullable [] image(int column) {
    return (float[]) others[column];
  }
}
