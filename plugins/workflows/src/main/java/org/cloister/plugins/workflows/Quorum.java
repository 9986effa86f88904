package org.cloister.plugins.workflows;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;

/**
 * How many of the asked sites must count.
 *
 * @param number that many; 0 if {@code fraction} says how many
 * @param fraction of the asked sites, greater than 0 and less than 1
 */
record Quorum(int number, double fraction) {

  /** The setting {@code quorum}; half of the sites if it is not there. */
  static Quorum of(Settings settings) {
    String text = settings.text("quorum", "0.5");
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    boolean whole = value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value);
    CloisterException.require(
        whole || (value > 0 && value < 1),
        ErrorCode.SETTING_INVALID,
        "quorum must be a whole number of at least 1 or a fraction between 0 and 1, was "
            + Quoted.of(text)
            + ".");
    return whole ? new Quorum((int) value, 0) : new Quorum(0, value);
  }

  /** How many of {@code asked} sites, rounded up, at least 1. */
  int among(int asked) {
    // 0.1 * 30 is a little over 3 in binary and must still be 3.
    return number > 0 ? number : Math.max(1, (int) Math.ceil(fraction * asked - 1e-9));
  }
}
