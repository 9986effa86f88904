package org.cloister.model;

import java.util.List;

/**
 * What a mechanism did, apart from what it costs: an accountant turns events into a privacy loss,
 * today or with a tighter method years later. Modelled on the events of Google's {@code
 * dp_accounting}.
 */
public sealed interface DpEvent {

  /** No guarantee at all: an infinite loss, said openly. */
  record NonPrivate() implements DpEvent {}

  /** Gaussian noise of {@code noiseMultiplier} times the sensitivity; at least 0. */
  record Gaussian(double noiseMultiplier) implements DpEvent {
    public Gaussian {
      check(
          noiseMultiplier >= 0 && Double.isFinite(noiseMultiplier),
          "noiseMultiplier must be finite and at least 0");
    }
  }

  /** Laplace noise of scale {@code noiseMultiplier} times the sensitivity; greater than 0. */
  record Laplace(double noiseMultiplier) implements DpEvent {
    public Laplace {
      check(
          noiseMultiplier > 0 && Double.isFinite(noiseMultiplier),
          "noiseMultiplier must be finite and greater than 0");
    }
  }

  /**
   * A sum of discrete Gaussian noises of several parties (Kairouz, Liu, Steinke 2021).
   *
   * @param localScale the standard deviation of each party's noise in integer units
   * @param parties how many honest parties added noise
   * @param l1Sensitivity in integer units
   * @param l2Sensitivity in integer units
   * @param dimension of the vector
   */
  record DistributedDiscreteGaussian(
      double localScale, int parties, double l1Sensitivity, double l2Sensitivity, long dimension)
      implements DpEvent {
    public DistributedDiscreteGaussian {
      check(
          localScale > 0
              && parties >= 1
              && l1Sensitivity > 0
              && l2Sensitivity > 0
              && dimension >= 1,
          "all values must be positive");
    }
  }

  /**
   * A sum of Skellam noises with total variance {@code mu} in integer units (Agarwal, Kairouz, Liu
   * 2021).
   */
  record Skellam(double mu, double l1Sensitivity, double l2Sensitivity) implements DpEvent {
    public Skellam {
      check(mu > 0 && l1Sensitivity > 0 && l2Sensitivity > 0, "all values must be positive");
    }
  }

  /**
   * The event applied to a Poisson sample: each unit by itself with probability {@code rate}, from
   * 0 to 1.
   */
  record PoissonSampled(double rate, DpEvent event) implements DpEvent {
    public PoissonSampled {
      check(rate >= 0 && rate <= 1, "rate must be from 0 to 1");
    }
  }

  /** The event {@code count} times, each with fresh noise; at least 0. */
  record Repeated(DpEvent event, long count) implements DpEvent {
    public Repeated {
      check(count >= 0, "count must be at least 0");
    }
  }

  /** All of these events. */
  record Composed(List<DpEvent> events) implements DpEvent {
    public Composed {
      events = List.copyOf(events);
    }
  }

  private static void check(boolean condition, String rule) {
    CloisterException.require(
        condition, ErrorCode.SETTING_INVALID, "In a privacy event " + rule + ".");
  }
}
