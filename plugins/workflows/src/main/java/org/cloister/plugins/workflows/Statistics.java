package org.cloister.plugins.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.DataQuery;
import org.cloister.spi.RawExamples;

/**
 * Statistics of the sites' training rows before any preprocessing, from sums alone. Nothing but
 * counts and moments within the declared schema leaves a site: no minimum, no maximum, no category
 * that a site has and the schema has not.
 *
 * <p>Results, for a column {@code age}: {@code age.present} and {@code age.missing}. Of a numeric
 * column also {@code age.out-of-range}, how many cells lie beyond the declared bounds (they count
 * as the nearest bound), {@code age.mean}, {@code age.standard-deviation} (unbiased, over n - 1),
 * {@code age.min} and {@code age.max} (the edges of the outermost bins that are not empty), {@code
 * age.q05}, {@code q25}, {@code median}, {@code q75}, {@code q95} (off by at most the width of a
 * bin), and {@code age.bin.0} to {@code age.bin.15}, a short histogram over the declared range. Of
 * a categorical column {@code cp.value.0}, ... by the value's place in the schema and {@code
 * cp.mode}, the place of the most frequent one; of a label of classes {@code num.class.0}, ...; of
 * a label that is a number present, missing, out-of-range, mean and standard deviation. {@code
 * rows} and {@code complete-rows} count rows. Where there is no value, results that need one are
 * left out.
 *
 * <p>Precision: moments are sums of {@code u = (x - middle) / half}, with the middle and half the
 * width of the declared range, and of {@code u^2}, in steps of {@code 2^-27} with ten million rows
 * a site (in general the least power of two over {@code most-rows * 2000 / 2^62}), so that the sums
 * of 1000 sites stay within 62 bits. A mean is off by at most {@code sites * 2^-27 / n} half-widths
 * on a route with fixed point. A deviation below about {@code sqrt(3 * sites * 2^-27 / n)}
 * half-widths cannot be told from none, and is 0: declare bounds that are not needlessly wide.
 *
 * <p>Settings: {@code rows} {@code all} (the default), {@code usable} (only rows with label,
 * entities, images and texts: those that imputation leaves in) or {@code complete} (only rows
 * without a missing cell); {@code missing.<column>}, numbers joined by commas that mean "missing"
 * in that numeric column; {@code bins} of a histogram, 16 to 65536, default 1024 or fewer where
 * there are more than 64 numeric columns; {@code most-rows} of a site, default 10000000: a site
 * with more refuses; {@code label-limit}, the greatest size of a label that is a number, default
 * 1000000.
 */
final class Statistics implements DataQuery {

  @Override
  public String id() {
    return "statistics";
  }

  @Override
  public List<Part> parts(DataSchema schema, Settings settings) {
    return StatisticsParts.of(schema, StatisticsSettings.of(settings, schema));
  }

  @Override
  public Parts compute(RawExamples rows, Settings settings) {
    DataSchema schema = rows.schema();
    StatisticsSettings of = StatisticsSettings.of(settings, schema);
    List<ColumnTally> tallies = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      tallies.add(new ColumnTally(schema, i, of));
    }
    long counted = 0;
    long complete = 0;
    Row row = new Row(schema);
    while (next(rows, row)) {
      boolean counts = true;
      boolean whole = true;
      for (int i = 0; i < tallies.size(); i++) {
        if (tallies.get(i).missing(row)) {
          whole = false;
          counts &= !of.needs(schema.columns().get(i));
        }
      }
      if (counts) {
        counted++;
        complete += whole ? 1 : 0;
        requireFew(counted, of);
        tallies.forEach(tally -> tally.add(row));
      }
    }
    Parts parts = Parts.ofCounts(StatisticsParts.ROWS, counted, complete);
    for (ColumnTally tally : tallies) {
      parts = parts.with(tally.parts());
    }
    return parts;
  }

  private static boolean next(RawExamples rows, Row row) {
    row.clear();
    return rows.next(row);
  }

  private static void requireFew(long rows, StatisticsSettings settings) {
    CloisterException.require(
        rows <= settings.mostRows(),
        ErrorCode.DATA_TOO_LARGE,
        "A site must have at most "
            + settings.mostRows()
            + " training rows for statistics, has more; raise most-rows.");
  }

  @Override
  public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
    return StatisticsResults.of(sum, schema, StatisticsSettings.of(settings, schema));
  }
}
