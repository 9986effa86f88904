package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.Block;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Target;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.Predictor;

/** Examples whose features are the scores that the model gives them. */
final class Scores implements Examples {
  static final DataSchema BINARY = DataSchema.of(new Column.Label("y", Target.BINARY, 2));
  static final DataSchema THREE = DataSchema.of(new Column.Label("y", Target.CLASS, 3));
  static final DataSchema REAL = DataSchema.of(new Column.Label("y", Target.REAL, 0));

  private final int outputs;
  private final float[] targets;
  private final float[] scores;

  private Scores(int outputs, float[] targets, float[] scores) {
    this.outputs = outputs;
    this.targets = targets;
    this.scores = scores;
  }

  static Scores one(float[] targets, float... scores) {
    return new Scores(1, targets, scores);
  }

  static Scores several(int outputs, float[] targets, float... scores) {
    return new Scores(outputs, targets, scores);
  }

  static float[] targets(float... targets) {
    return targets;
  }

  /** The metric's results over these sites. */
  static Map<String, Double> evaluate(
      Evaluator metric, DataSchema schema, Settings settings, Scores... sites) {
    Parts sum = Parts.none();
    for (Scores site : sites) {
      sum = add(sum, metric.compute(site, site.model(), schema, settings));
    }
    return metric.finish(
        new SummedUpdate(Digest.of("base"), 0, sites.length, sum), schema, settings);
  }

  private static Parts add(Parts sum, Parts more) {
    Parts result = more;
    for (String name : sum.counts().keySet()) {
      List<Long> a = sum.counts(name);
      List<Long> b = more.counts(name);
      long[] both = new long[a.size()];
      for (int i = 0; i < both.length; i++) {
        both[i] = a.get(i) + b.get(i);
      }
      result = result.with(Parts.ofCounts(name, both));
    }
    for (String name : sum.scalars().keySet()) {
      result = result.with(Parts.ofScalars(name, sum.scalar(name) + more.scalar(name)));
    }
    return result;
  }

  Predictor model() {
    return new Predictor() {
      @Override
      public int outputs() {
        return outputs;
      }

      @Override
      public void predict(Batch batch, float[] into) {
        System.arraycopy(batch.dense(BatchInput.FEATURES), 0, into, 0, batch.rows() * outputs);
      }
    };
  }

  @Override
  public BatchSchema schema() {
    return BatchSchema.ofFeatures(outputs, Target.REAL, 0);
  }

  @Override
  public int count() {
    return targets.length;
  }

  @Override
  public Batch batch(int capacity) {
    Block block = new Block.Dense(outputs, new float[capacity * outputs]);
    return new Batch(capacity, Map.of(BatchInput.FEATURES, block));
  }

  @Override
  public void read(int[] rows, int from, int count, Batch into) {
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      into.target()[i] = targets[row];
      System.arraycopy(
          scores, row * outputs, into.dense(BatchInput.FEATURES), i * outputs, outputs);
    }
    into.setRows(count);
  }

  @Override
  public int[] groups(String column) {
    throw new AssertionError("no metric asks for groups");
  }
}
