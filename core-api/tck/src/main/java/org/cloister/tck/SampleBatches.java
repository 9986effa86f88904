package org.cloister.tck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Block;
import org.cloister.model.Target;

/** Batches of synthetic examples; the same arguments give the same values. */
final class SampleBatches {

  private static final int TOKENS = 4;

  private SampleBatches() {}

  /** The kinds of data that a model is tried with, most usual first. */
  static List<BatchSchema> standard() {
    return List.of(
        BatchSchema.ofFeatures(5, Target.BINARY, 2),
        BatchSchema.ofFeatures(5, Target.CLASS, 3),
        BatchSchema.ofFeatures(5, Target.REAL, 0),
        BatchSchema.ofFeatures(5, Target.COUNT, 0),
        new BatchSchema(
            List.of(new BatchInput.Dense(BatchInput.FEATURES, List.of(8, 8, 1), List.of())),
            Target.CLASS,
            3),
        new BatchSchema(
            List.of(new BatchInput.Dense("image", List.of(8, 8, 1), List.of())), Target.CLASS, 3),
        new BatchSchema(
            List.of(new BatchInput.Ids("user", 6), new BatchInput.Ids("item", 5)), Target.REAL, 0),
        new BatchSchema(List.of(new BatchInput.Tokens("text", 20)), Target.BINARY, 2));
  }

  /** A full batch of {@code rows} examples. */
  static Batch of(BatchSchema schema, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Block> blocks = new HashMap<>();
    for (BatchInput input : schema.inputs()) {
      blocks.put(input.name(), block(input, rows, random));
    }
    Batch batch = new Batch(rows, blocks);
    for (int i = 0; i < rows; i++) {
      batch.target()[i] = target(schema, random);
    }
    batch.setRows(rows);
    return batch;
  }

  private static Block block(BatchInput input, int rows, SplittableRandom random) {
    if (input instanceof BatchInput.Dense dense) {
      float[] values = Samples.floats(rows * dense.size(), 1, random.nextLong());
      return new Block.Dense(dense.size(), values);
    }
    if (input instanceof BatchInput.Ids ids) {
      return new Block.Ids(random.ints(rows, 0, ids.size()).toArray());
    }
    BatchInput.Tokens tokens = (BatchInput.Tokens) input;
    int[] offsets = new int[rows + 1];
    for (int i = 0; i <= rows; i++) {
      offsets[i] = i * TOKENS;
    }
    int[] values = random.ints((long) rows * TOKENS, 0, tokens.vocabulary()).toArray();
    return new Block.Tokens(offsets, values);
  }

  private static float target(BatchSchema schema, SplittableRandom random) {
    return switch (schema.target()) {
      case REAL -> (float) (2 * random.nextDouble() - 1);
      case COUNT -> random.nextInt(5);
      case BINARY -> random.nextInt(2);
      case CLASS -> random.nextInt(schema.classes());
    };
  }

  /** A text of all that a batch holds. */
  static String bits(Batch batch) {
    StringBuilder text = new StringBuilder();
    for (String name : batch.inputs().keySet().stream().sorted().toList()) {
      Block block = batch.inputs().get(name);
      if (block instanceof Block.Dense dense) {
        text.append(java.util.Arrays.toString(dense.values()));
      } else if (block instanceof Block.Ids ids) {
        text.append(java.util.Arrays.toString(ids.values()));
      } else if (block instanceof Block.Tokens tokens) {
        text.append(java.util.Arrays.toString(tokens.offsets()));
        text.append(java.util.Arrays.toString(tokens.ids()));
      }
    }
    return text.append(java.util.Arrays.toString(batch.target()))
        .append(java.util.Arrays.toString(batch.exampleWeight()))
        .append(batch.rows())
        .toString();
  }
}
