package org.cloister.engine.data;

/**
 * The order of mini-batches at one site. Pure: the same step gives the same rows; steps are counted
 * over all rounds of a job.
 */
public interface BatchOrder {
  /**
   * The rows of mini-batch {@code step}, from 0; at least one. The caller does not change the
   * array.
   */
  int[] rows(long step);
}
