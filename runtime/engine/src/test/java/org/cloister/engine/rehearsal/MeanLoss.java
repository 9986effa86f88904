package org.cloister.engine.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cloister.model.Batch;
import org.cloister.model.DataSchema;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.Predictor;

/** The mean of the scores, which are losses with the models of these rehearsals. */
final class MeanLoss implements Evaluator {
  @Override
  public String id() {
    return "mean-loss";
  }

  @Override
  public List<Part> parts(DataSchema schema, Settings settings) {
    return List.of(
        Part.plain("losses", new Part.Kind.Scalars(1, -1e6, 1e6, 1e-6)),
        Part.plain("rows", new Part.Kind.Counts(1, 1000)));
  }

  @Override
  public Parts compute(Examples examples, Predictor model, DataSchema schema, Settings settings) {
    int count = examples.count();
    Batch batch = examples.batch(count);
    examples.read(IntStream.range(0, count).toArray(), 0, count, batch);
    float[] scores = new float[count];
    model.predict(batch, scores);
    double sum = 0;
    for (float score : scores) {
      sum += score;
    }
    return Parts.ofScalars("losses", sum).with(Parts.ofCounts("rows", count));
  }

  @Override
  public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
    return Map.of("loss", sum.sums().scalar("losses") / sum.sums().counts("rows").get(0));
  }
}
