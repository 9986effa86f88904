package org.cloister.spi;

import org.cloister.model.Batch;
import org.cloister.model.BatchSchema;

/**
 * A site's examples after split and preprocessing, with random access. Made by the host; safe for
 * concurrent reads into different batches.
 */
public interface Examples {

  /** What a batch of these examples looks like. */
  BatchSchema schema();

  /** How many there are; 0 or more. */
  int count();

  /** A fresh batch for up to {@code capacity} of these examples. */
  Batch batch(int capacity);

  /**
   * Fills {@code into} with the examples {@code rows[from]} to {@code rows[from + count - 1]} and
   * sets its row count and unit weights.
   *
   * @param rows indexes from 0 to {@link #count()} - 1
   */
  void read(int[] rows, int from, int count, Batch into);

  /**
   * The group of each example by a categorical or entity column, or by the label: for samplers of
   * episodes. Groups are numbered from 0; -1 where the cell is missing.
   *
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#SCHEMA_INVALID} if there is no such column
   */
  int[] groups(String column);
}
