package org.cloister.model;

/**
 * The values of one input for all rows of a batch. Buffers, not values: the arrays are reused and
 * belong to the batch's owner.
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose
public sealed interface Block {

  /** Row-major values, {@code rows * size}; the array may be longer than is used. */
  record Dense(int size, float[] values) implements Block {}

  /** One id a row. */
  record Ids(int[] values) implements Block {}

  /** The tokens of row {@code i} are {@code ids[offsets[i]]} to {@code ids[offsets[i + 1] - 1]}. */
  record Tokens(int[] offsets, int[] ids) implements Block {}
}
