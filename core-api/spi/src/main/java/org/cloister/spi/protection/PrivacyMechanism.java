package org.cloister.spi.protection;

import java.security.SecureRandom;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.Examples;
import org.cloister.spi.Objective;
import org.cloister.spi.PerExampleNorms;
import org.cloister.spi.Role;

/**
 * A mechanism of differential privacy. It says what it did as events; what that costs is never its
 * own affair.
 */
public sealed interface PrivacyMechanism extends Role {

  /**
   * What one round will charge.
   *
   * @param examples how many training examples the site has
   * @param steps mini-batch steps of the round
   */
  PrivacyCharge planned(Settings settings, long examples, long steps);

  /** Noise on a site's clipped change, in floating point: the open route only. */
  non-sealed interface Real extends PrivacyMechanism {
    /** The change with noise; {@code clipNorm} bounds its Euclidean norm. */
    FloatVector perturb(
        FloatVector clipped,
        double clipNorm,
        Settings settings,
        SecureRandom random,
        Vectors vectors);
  }

  /**
   * Integer noise of each site after quantising, so that the sum has the noise of all: the secure
   * route.
   */
  non-sealed interface Distributed extends PrivacyMechanism {
    /** The residues with this site's share of the noise, sized for the honest survivors alone. */
    IntVector perturb(
        IntVector quantized,
        QuantizationPlan plan,
        int honestSurvivors,
        Settings settings,
        SecureRandom random);
  }

  /** Integer noise on the sum; trusts the coordinator. */
  non-sealed interface Central extends PrivacyMechanism {
    /** The sum with noise. */
    IntVector perturbSum(
        IntVector sum, QuantizationPlan plan, Settings settings, SecureRandom random);
  }

  /**
   * DP-SGD (Abadi et al. 2016): turns examples and model into a private objective. Stands beside
   * any route; every trainer after it is post-processing.
   */
  non-sealed interface Gradient extends PrivacyMechanism {
    /** The private objective: Poisson sample, per-example clipping, noise. */
    Objective protect(
        Examples examples,
        PerExampleNorms model,
        int trainableLength,
        Settings settings,
        SecureRandom random);
  }
}
