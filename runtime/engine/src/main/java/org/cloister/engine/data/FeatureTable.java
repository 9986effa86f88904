package org.cloister.engine.data;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** From the columns of a table to features, all rows at once. */
final class FeatureTable {
  private FeatureTable() {}

  /** The features of these rows, row-major. */
  static float[] encode(RawTable table, List<Feature> features, int[] rows) {
    int width = features.size();
    CloisterException.require(
        (long) rows.length * width <= Integer.MAX_VALUE - 8,
        ErrorCode.DATA_TOO_LARGE,
        "Rows times features must be less than 2^31 - 8, were "
            + rows.length
            + " and "
            + width
            + "; split the site or merge categories.");
    float[] values = new float[rows.length * width];
    for (int f = 0; f < width; f++) {
      Feature feature = features.get(f);
      for (int i = 0; i < rows.length; i++) {
        float value = feature.encoded(table.number(feature.column(), rows[i]));
        if (!Float.isFinite(value)) {
          throw tooLarge("Line " + table.line(rows[i]) + ", feature " + feature.name());
        }
        values[i * width + f] = value;
      }
    }
    return values;
  }

  static CloisterException tooLarge(String what) {
    return new CloisterException(
        ErrorCode.DATA_MALFORMED, what + " must fit single precision; rescale the column.");
  }
}
