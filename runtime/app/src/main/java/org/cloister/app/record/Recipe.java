package org.cloister.app.record;

import org.cloister.engine.data.Preparation;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What a model needs beside its numbers to be used elsewhere: how tables are read and prepared, and
 * how a part of it that stays at its place is trained there.
 *
 * @param source reads tables
 * @param preparation what the parties agreed on
 * @param trainer the local work of a round
 * @param batchSize rows of its mini-batches; at least 1
 * @param steps mini-batches of a round; 0 if {@code epochs} says how much
 * @param epochs passes over the training rows a round; 0 if {@code steps} says how much
 */
public record Recipe(
    PluginUse source,
    Preparation preparation,
    PluginUse trainer,
    int batchSize,
    long steps,
    double epochs) {

  /** Checks the amount of work. */
  public Recipe {
    CloisterException.require(
        batchSize >= 1
            && steps >= 0
            && epochs >= 0
            && Double.isFinite(epochs)
            && (steps > 0) != (epochs > 0),
        ErrorCode.JOB_INVALID,
        "Local work needs a batchSize of at least 1 and either steps or epochs greater than 0, were "
            + batchSize
            + ", "
            + steps
            + " and "
            + epochs
            + ".");
  }
}
