package org.cloister.plugins.workflows;

import java.util.List;
import java.util.Map;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.RawExamples;

/** Rows written down in a test: a cell is a number or the index of a category; NaN is missing. */
record Table(DataSchema schema, List<double[]> rows) {

  static Table of(DataSchema schema, double[]... rows) {
    return new Table(schema, List.of(rows));
  }

  RawExamples open() {
    return new RawExamples() {
      private int next;

      @Override
      public DataSchema schema() {
        return schema;
      }

      @Override
      public boolean next(Row row) {
        if (next == rows.size()) {
          return false;
        }
        double[] cells = rows.get(next++);
        for (int i = 0; i < cells.length; i++) {
          if (schema.columns().get(i) instanceof Column.Image) {
            row.setImage(i, Double.isNaN(cells[i]) ? null : new float[] {(float) cells[i]});
          } else if (schema.columns().get(i) instanceof Column.Text) {
            row.setText(i, Double.isNaN(cells[i]) ? null : "text");
          } else {
            row.setNumber(i, cells[i]);
          }
        }
        return true;
      }

      @Override
      public long line() {
        return next - 1L;
      }

      @Override
      public void close() {}
    };
  }

  /** The results over tables of several sites, as on a route without fixed point. */
  static Map<String, Double> statistics(Settings settings, Table... sites) {
    Statistics query = new Statistics();
    DataSchema schema = sites[0].schema();
    List<Part> parts = query.parts(schema, settings);
    Parts sum = Parts.none();
    for (Part part : parts) {
      boolean counts = part.kind() instanceof Part.Kind.Counts;
      int length = (int) part.kind().length();
      long[] whole = new long[length];
      double[] real = new double[length];
      for (Table site : sites) {
        Parts answer = query.compute(site.open(), settings);
        for (int i = 0; i < length; i++) {
          if (counts) {
            whole[i] += answer.counts(part.name()).get(i);
          } else {
            real[i] += answer.scalars(part.name()).get(i);
          }
        }
      }
      sum =
          sum.with(
              counts ? Parts.ofCounts(part.name(), whole) : Parts.ofScalars(part.name(), real));
    }
    SummedUpdate update = new SummedUpdate(Digest.of("terms"), sites.length, sites.length, sum);
    return query.finish(update, schema, settings);
  }
}
