package org.cloister.plugins.trainers;

import org.cloister.model.Settings;

/** The settings of {@link SgdTrainer}, checked. */
record SgdSettings(double rate, double momentum, double weightDecay, boolean inverseSqrt) {

  static SgdSettings of(Settings settings) {
    settings.requireOnly("rate", "momentum", "weight-decay", "schedule");
    return new SgdSettings(
        settings.positive("rate", 0.01),
        settings.number("momentum", 0, 0, 1),
        settings.number("weight-decay", 0, 0, Double.MAX_VALUE),
        settings.oneOf("schedule", "constant", "constant", "inverse-sqrt").equals("inverse-sqrt"));
  }

  /** The rate of a step, counted from 1 over all rounds. */
  double rate(long step) {
    return inverseSqrt ? rate / Math.sqrt((double) step) : rate;
  }
}
