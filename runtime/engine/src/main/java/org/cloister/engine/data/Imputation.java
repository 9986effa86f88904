package org.cloister.engine.data;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** What stands in for a missing cell of a column. */
public sealed interface Imputation {

  /** The mean of the column's cells; numeric columns only. */
  record Mean() implements Imputation {}

  /**
   * The median of the column's cells; numeric columns only. Over all sites it is read off a
   * histogram and right to the width of a bin.
   */
  record Median() implements Imputation {}

  /** The value that stands most often, the first of those; categorical columns only. */
  record Mode() implements Imputation {}

  /**
   * A number, or the index of a category.
   *
   * @param value finite
   */
  record Constant(double value) implements Imputation {
    public Constant {
      CloisterException.require(
          Double.isFinite(value),
          ErrorCode.SCHEMA_INVALID,
          "The constant that stands in for missing cells must be finite, was " + value + ".");
    }
  }
}
