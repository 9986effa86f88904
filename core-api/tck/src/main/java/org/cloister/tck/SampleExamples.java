package org.cloister.tck;

import java.util.Arrays;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Target;
import org.cloister.spi.Examples;

/**
 * Examples in memory with features only, made from a seed. Every column that is asked for groups
 * the examples by three.
 */
final class SampleExamples implements Examples {

  static final int GROUPS = 3;

  private final BatchSchema schema;
  private final int first;
  private final int count;
  private final float[] features;
  private final float[] targets;

  /** {@code count} examples of dense features. */
  SampleExamples(BatchSchema schema, int count, long seed) {
    this.schema = schema;
    this.first = 0;
    this.count = count;
    Batch all = SampleBatches.of(schema, Math.max(1, count), seed);
    this.features = all.dense(BatchInput.FEATURES);
    this.targets = all.target();
  }

  private SampleExamples(SampleExamples whole, int first, int count) {
    this.schema = whole.schema;
    this.first = first;
    this.count = count;
    this.features = whole.features;
    this.targets = whole.targets;
  }

  /** {@code examples} of these, from {@code from}. */
  SampleExamples part(int from, int examples) {
    return new SampleExamples(this, first + from, examples);
  }

  @Override
  public BatchSchema schema() {
    return schema;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Batch batch(int capacity) {
    return SampleBatches.of(schema, capacity, 1);
  }

  @Override
  public void read(int[] rows, int from, int number, Batch into) {
    int size = schema.dense(BatchInput.FEATURES).size();
    for (int i = 0; i < number; i++) {
      int row = first + java.util.Objects.checkIndex(rows[from + i], count);
      System.arraycopy(features, row * size, into.dense(BatchInput.FEATURES), i * size, size);
      into.target()[i] = targets[row];
    }
    Arrays.fill(into.exampleWeight(), 1f);
    into.setRows(number);
  }

  @Override
  public int[] groups(String column) {
    if (column.isEmpty()) {
      throw new CloisterException(
          ErrorCode.SCHEMA_INVALID, "A column to group by must have a name.");
    }
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      boolean byLabel = schema.target() == Target.CLASS || schema.target() == Target.BINARY;
      groups[i] = byLabel ? (int) targets[first + i] : (first + i) % GROUPS;
    }
    return groups;
  }
}
