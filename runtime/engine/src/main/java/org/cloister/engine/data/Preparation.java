package org.cloister.engine.data;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;

/**
 * How a table becomes numbers, as the federation agreed on it.
 *
 * @param standardise whose means and standard deviations scale the features
 * @param missing what happens to rows with missing cells
 * @param dropFirst whether the first value of a categorical column gets no feature
 */
public record Preparation(Preprocessing.Scope standardise, Missing missing, boolean dropFirst) {

  /** What happens to rows with missing cells. */
  public enum Missing {
    /** They are left out. */
    DROP_ROW,
    /**
     * A numeric cell gets the mean of the site's training rows, a categorical one their most
     * frequent value.
     */
    IMPUTE
  }

  /** Refuses what is not there. */
  public Preparation {
    CloisterException.require(
        standardise != Preprocessing.Scope.GLOBAL,
        ErrorCode.JOB_INVALID,
        "standardise must be site or none: global scaling needs the statistics workflow, which is not installed.");
  }
}
