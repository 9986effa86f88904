package org.cloister.engine.data;

import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Which rows of a site are for training and which for testing. Rows are named by their 0-based data
 * line.
 */
public sealed interface Split {

  /** Exactly these lines; rows of neither list are not used. */
  record Lines(Set<Long> train, Set<Long> test) implements Split {
    public Lines {
      train = Set.copyOf(train);
      test = Set.copyOf(test);
      for (long line : test) {
        CloisterException.require(
            line >= 0 && !train.contains(line),
            ErrorCode.SPLIT_INVALID,
            "Line " + line + " is both a train and a test line; it must be one of them.");
      }
    }
  }

  /** A random share for testing, the same rows for the same seed. */
  record Fraction(double test, long seed) implements Split {
    public Fraction {
      CloisterException.require(
          test >= 0 && test < 1,
          ErrorCode.SPLIT_INVALID,
          "The test share must be at least 0 and less than 1, was " + test + ".");
    }
  }
}
