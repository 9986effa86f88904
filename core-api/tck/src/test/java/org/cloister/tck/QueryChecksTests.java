package org.cloister.tck;

import java.util.List;
import java.util.Map;
import org.cloister.model.Batch;
import org.cloister.model.DataSchema;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.DataQuery;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Examples;
import org.cloister.spi.Predictor;
import org.cloister.spi.RawExamples;
import org.cloister.spi.SumQuery;
import org.junit.jupiter.api.Test;

final class QueryChecksTests {

  private static final Part ROWS = Part.plain("rows", new Part.Kind.Counts(1, 1L << 40));

  /** Counts rows. */
  private static class Good implements DataQuery {
    int calls;

    @Override
    public String id() {
      return "rows";
    }

    @Override
    public List<Part> parts(DataSchema schema, Settings settings) {
      settings.requireOnly();
      return List.of(ROWS);
    }

    @Override
    public Parts compute(RawExamples rows, Settings settings) {
      calls++;
      Row row = new Row(rows.schema());
      long count = 0;
      while (rows.next(row)) {
        count++;
      }
      return answer(count);
    }

    Parts answer(long count) {
      return Parts.ofCounts("rows", count);
    }

    @Override
    public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
      calls++;
      return Map.of("rows", result(sum.sums().counts("rows").get(0)));
    }

    double result(double rows) {
      return rows;
    }
  }

  /** Counts examples through batches and a model. */
  private static final class GoodMetric implements Evaluator {
    @Override
    public String id() {
      return "scored";
    }

    @Override
    public List<Part> parts(DataSchema schema, Settings settings) {
      settings.requireOnly();
      return List.of(ROWS);
    }

    @Override
    public Parts compute(Examples examples, Predictor model, DataSchema schema, Settings s) {
      Batch batch = examples.batch(1);
      float[] scores = new float[model.outputs()];
      long count = 0;
      for (int row = 0; row < examples.count(); row++) {
        examples.read(new int[] {row}, 0, 1, batch);
        model.predict(batch, scores);
        count += scores[0] > 0.3 ? 1 : 0;
      }
      return Parts.ofCounts("rows", count);
    }

    @Override
    public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
      return Map.of();
    }
  }

  private static SumQuery announcing(List<Part> parts) {
    return new Good() {
      @Override
      public List<Part> parts(DataSchema schema, Settings settings) {
        settings.requireOnly();
        return parts;
      }
    };
  }

  private interface Answer {
    Parts of(long count, int calls);
  }

  private static SumQuery answering(Answer answer) {
    return new Good() {
      @Override
      Parts answer(long count) {
        return answer.of(count, calls);
      }
    };
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    new Twins<SumQuery>(role -> SumQueryChecks.run(role, Settings.none(), CheckLevel.FULL))
        .broken(
            "parts_areStable",
            new Good() {
              @Override
              public List<Part> parts(DataSchema schema, Settings settings) {
                return List.of(Part.plain("rows", new Part.Kind.Counts(1, ++calls)));
              }
            })
        .broken(
            "parts_refusesUnknownSettings",
            new Good() {
              @Override
              public List<Part> parts(DataSchema schema, Settings settings) {
                return List.of(ROWS);
              }
            })
        .broken("parts_areUnweighted", announcing(List.of(Part.weighted(ROWS.name(), ROWS.kind()))))
        .broken("compute_answers", answering((count, calls) -> null))
        .broken("compute_isPure", answering((n, calls) -> Parts.ofCounts("rows", n * calls / 2)))
        .broken("compute_matchesParts", answering((n, calls) -> Parts.ofCounts("lines", n)))
        .broken(
            "compute_acceptsNoRows",
            answering((n, calls) -> n == 0 ? Parts.none() : Parts.ofCounts("rows", n)))
        .broken("compute_addsUp", answering((n, calls) -> Parts.ofCounts("rows", n * n)))
        .broken(
            "finish_isPure",
            new Good() {
              @Override
              double result(double rows) {
                return calls;
              }
            })
        .broken(
            "finish_isNeverInfinite",
            new Good() {
              @Override
              double result(double rows) {
                return rows / 0;
              }
            })
        .broken(
            "parts_haveNamesOfTheirOwn",
            new Good() {
              @Override
              public List<Part> parts(DataSchema schema, Settings settings) {
                settings.requireOnly();
                return List.of(ROWS, Part.plain("rows", new Part.Kind.Scalars(1, 0, 100, 1)));
              }

              @Override
              Parts answer(long count) {
                return super.answer(count).with(Parts.ofScalars("rows", (double) count));
              }
            })
        .verify(new Good(), new GoodMetric());
  }
}
