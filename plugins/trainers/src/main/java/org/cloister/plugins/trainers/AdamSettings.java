package org.cloister.plugins.trainers;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/** The settings of {@link AdamTrainer}, checked. */
record AdamSettings(double rate, double beta1, double beta2, double epsilon, boolean keepMoments) {

  static AdamSettings of(Settings settings) {
    settings.requireOnly("rate", "beta1", "beta2", "epsilon", "keep-moments");
    return new AdamSettings(
        settings.positive("rate", 0.001),
        beta(settings, "beta1", 0.9),
        beta(settings, "beta2", 0.999),
        settings.positive("epsilon", 1e-8),
        settings.flag("keep-moments", false));
  }

  private static double beta(Settings settings, String name, double fallback) {
    double beta = settings.number(name, fallback, 0, 1);
    CloisterException.require(
        beta < 1, ErrorCode.SETTING_INVALID, name + " must be less than 1, was " + beta + ".");
    return beta;
  }
}
