package org.cloister.model;

import java.util.List;

/**
 * One fitted step from table columns to numbers. Closed on purpose: the host, a verifier and an
 * auditor interpret all of them, and no plugin is needed to run a stored model again.
 */
public sealed interface Transform {

  /**
   * A cell of the numeric {@code column} that equals one of {@code values} counts as missing.
   * Stands before every other step of its column.
   *
   * @param values one or more, finite
   */
  record Missing(String column, List<Double> values) implements Transform {
    public Missing {
      values = List.copyOf(values);
      CloisterException.require(
          !values.isEmpty() && values.stream().allMatch(Double::isFinite),
          ErrorCode.SCHEMA_INVALID,
          "The values of "
              + column
              + " that count as missing must be one or more, each of them finite.");
    }
  }

  /**
   * A missing cell of {@code column} becomes {@code value}: a number, or the index of a category.
   */
  record Impute(String column, double value) implements Transform {
    public Impute {
      CloisterException.require(
          Double.isFinite(value),
          ErrorCode.SCHEMA_INVALID,
          "The value imputed for " + column + " must be finite.");
    }
  }

  /**
   * The categorical {@code column} becomes one feature a value, 1 where the cell has it and else 0,
   * named {@code column_value}.
   *
   * @param values the values in order
   * @param dropFirst whether the first value gets no feature
   */
  record OneHot(String column, List<String> values, boolean dropFirst) implements Transform {
    public OneHot {
      values = List.copyOf(values);
    }
  }

  /**
   * The feature becomes {@code (value - mean) / standardDeviation}; with a standard deviation of 0,
   * {@code value - mean}.
   *
   * @param feature a numeric column, or a feature that {@link OneHot} made
   */
  record Standardise(String feature, double mean, double standardDeviation) implements Transform {
    public Standardise {
      CloisterException.require(
          Double.isFinite(mean) && Double.isFinite(standardDeviation) && standardDeviation >= 0,
          ErrorCode.SCHEMA_INVALID,
          "The mean and standard deviation of "
              + feature
              + " must be finite, and the latter at least 0.");
    }
  }

  /**
   * The text column becomes hashed character n-grams of up to {@code maxNgram} in {@code buckets}
   * buckets.
   */
  record HashText(String column, int buckets, int maxNgram) implements Transform {
    public HashText {
      CloisterException.require(
          buckets >= 1 && maxNgram >= 1,
          ErrorCode.SCHEMA_INVALID,
          "HashText of " + column + " needs buckets >= 1 and maxNgram >= 1.");
    }
  }

  /** Every value of the image column becomes {@code (value - mean) / standardDeviation}. */
  record ScaleImage(String column, double mean, double standardDeviation) implements Transform {
    public ScaleImage {
      CloisterException.require(
          Double.isFinite(mean) && standardDeviation > 0,
          ErrorCode.SCHEMA_INVALID,
          "ScaleImage of " + column + " needs a standard deviation > 0.");
    }
  }
}
