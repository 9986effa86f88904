package org.cloister.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Encoded rows. A buffer that its owner refills: whoever is called with one reads it before
 * returning and keeps nothing. Not thread-safe.
 */
public final class Batch {
  private final int capacity;
  private final Map<String, Block> inputs;
  private final float[] target;
  private final float[] exampleWeight;
  private int rows;

  /**
   * A batch over the caller's buffers.
   *
   * @param capacity the most rows it holds; at least 1
   * @param inputs the blocks by input name, each for {@code capacity} rows
   */
  public Batch(int capacity, Map<String, Block> inputs) {
    this.capacity = capacity;
    this.inputs = Map.copyOf(inputs);
    this.target = new float[capacity];
    this.exampleWeight = new float[capacity];
    Arrays.fill(exampleWeight, 1f);
  }

  /** The most rows it holds. */
  public int capacity() {
    return capacity;
  }

  /** How many rows are valid now. */
  public int rows() {
    return rows;
  }

  /** Says how many rows are valid, 0 to {@link #capacity()}. */
  public void setRows(int count) {
    rows = Objects.checkIndex(count, capacity + 1);
  }

  /** The blocks by input name. */
  public Map<String, Block> inputs() {
    return inputs;
  }

  /** The values of the dense input of that name, row-major. */
  public float[] dense(String name) {
    return ((Block.Dense) block(name)).values();
  }

  /** The ids of the input of that name. */
  public int[] ids(String name) {
    return ((Block.Ids) block(name)).values();
  }

  private Block block(String name) {
    return Objects.requireNonNull(inputs.get(name), () -> "no input named " + name);
  }

  /** The target of each row: a number, or the index of a class. */
  public float[] target() {
    return target;
  }

  /**
   * The weight of each row in the loss, 1 unless something else was set. The loss of a batch is
   * {@code sum(weight_i * loss_i) / rows}, so that per-example clipping is a weight.
   */
  public float[] exampleWeight() {
    return exampleWeight;
  }
}
