package org.cloister.spi;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/** What sites can be asked to do. */
public sealed interface SiteTask {

  /**
   * Train from the current model.
   *
   * @param steps mini-batch steps; 0 if {@code epochs} says how much
   * @param epochs passes over the site's training examples; 0 if {@code steps} says how much
   * @param keepLate whether the step ends as soon as the quorum answered and answers that come
   *     later count in a later step with their staleness (FedBuff); on the open route with an
   *     aggregator that {@link UpdateAggregator#acceptsStale()} only
   */
  record Train(long steps, double epochs, boolean keepLate) implements SiteTask {
    public Train {
      CloisterException.require(
          (steps > 0) != (epochs > 0) && steps >= 0 && epochs >= 0 && Double.isFinite(epochs),
          ErrorCode.SETTING_INVALID,
          "Local work must be given either as steps or as epochs greater than 0, were steps "
              + steps
              + " and epochs "
              + epochs
              + ".");
    }

    /** That many steps. */
    public static Train steps(long steps) {
      return new Train(steps, 0, false);
    }
  }

  /**
   * Answer a {@link SumQuery}.
   *
   * @param query its id
   * @param settings its settings
   * @param rows on which rows
   * @param model of which model
   */
  record Query(String query, Settings settings, Rows rows, ModelRef model) implements SiteTask {}

  /** Which of a site's rows. */
  enum Rows {
    TRAIN,
    TEST
  }
}
