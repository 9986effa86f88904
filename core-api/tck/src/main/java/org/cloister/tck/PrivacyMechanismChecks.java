package org.cloister.tck;

import java.security.SecureRandom;
import java.util.List;
import org.cloister.model.BatchSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Vectors;
import org.cloister.spi.Objective;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.QuantizationPlan;

/**
 * The contract of {@link PrivacyMechanism}. That the noise has the announced distribution takes a
 * statistical test, which its author writes.
 *
 * <ul>
 *   <li>{@code planned_isStable}: the same round is charged the same.
 *   <li>{@code perturb_keepsTheLength}: a change or sum with noise is as long as without.
 *   <li>{@code perturb_isFinite}: noise on finite values is finite.
 *   <li>{@code perturb_staysInTheRing}: residues with noise are residues of the same ring.
 *   <li>{@code perturb_addsNoise}: with fresh randomness comes fresh noise.
 *   <li>{@code protect_keepsTheLength}: a private objective has the trainable length.
 *   <li>{@code protect_givesFiniteGradients}: and its gradients are finite.
 * </ul>
 */
public final class PrivacyMechanismChecks {

  private static final int LENGTH = 64;
  private static final int EXAMPLES = 40;

  private static final QuantizationPlan PLAN =
      new QuantizationPlan(
          List.of(Part.plain("values", new Part.Kind.Tensors(LENGTH - 1, 1))),
          5,
          1,
          32,
          LENGTH,
          Settings.none());

  private PrivacyMechanismChecks() {}

  /** The rules that {@code role} breaks with these settings, which must ask for some noise. */
  public static List<Finding> check(PrivacyMechanism role, Settings settings) {
    return run(role, settings).findings();
  }

  static Checklist run(PrivacyMechanism role, Settings settings) {
    Checklist list = new Checklist(RoleNames.PRIVACY_MECHANISM, role.id());
    PrivacyCharge charge =
        list.answer(
            "planned_isStable",
            "planned must give equal answers to equal arguments.",
            () -> {
              PrivacyCharge first = role.planned(settings, EXAMPLES, 4);
              return first.equals(role.planned(settings, EXAMPLES, 4)) ? first : null;
            });
    if (charge == null) {
      return list;
    }
    if (role instanceof PrivacyMechanism.Real real) {
      real(list, real, settings);
    } else if (role instanceof PrivacyMechanism.Distributed distributed) {
      ring(list, () -> distributed.perturb(residues(), PLAN, 4, settings, new SecureRandom()));
    } else if (role instanceof PrivacyMechanism.Central central) {
      ring(list, () -> central.perturbSum(residues(), PLAN, settings, new SecureRandom()));
    } else if (role instanceof PrivacyMechanism.Gradient gradient) {
      gradient(list, gradient, settings);
    }
    return list;
  }

  private interface Noise {
    IntVector add();
  }

  private static void ring(Checklist list, Noise noise) {
    IntVector first =
        list.answer(
            "perturb_keepsTheLength",
            "There must be as many residues as before.",
            () -> {
              IntVector noisy = noise.add();
              return noisy.length() == LENGTH ? noisy : null;
            });
    if (first == null) {
      return;
    }
    list.rule(
        "perturb_staysInTheRing",
        "The residues must be of the same ring, with no bit above it, and read by range.",
        () -> first.modulusBits() == PLAN.modulusBits() && Residues.readsWell(first));
    list.rule(
        "perturb_addsNoise",
        "Two calls with fresh randomness must not give the same residues.",
        () -> !new Residues(PLAN.modulusBits(), Residues.values(first)).same(noise.add()));
  }

  private static void real(Checklist list, PrivacyMechanism.Real role, Settings settings) {
    FloatVector first =
        list.answer(
            "perturb_keepsTheLength",
            "There must be as many values as before.",
            () -> {
              FloatVector noisy = perturb(role, settings);
              return noisy.length() == LENGTH ? noisy : null;
            });
    if (first == null) {
      return;
    }
    list.rule(
        "perturb_isFinite",
        "Finite values with noise must be finite.",
        () -> Fingerprint.finite(first));
    list.rule(
        "perturb_addsNoise",
        "Two calls with fresh randomness must not give the same values.",
        () -> !Fingerprint.of(first).equals(Fingerprint.of(perturb(role, settings))));
  }

  private static FloatVector perturb(PrivacyMechanism.Real role, Settings settings) {
    FloatVector clipped = Samples.vector(LENGTH, 0.1, 4);
    return role.perturb(clipped, 1, settings, new SecureRandom(), Vectors.onHeap());
  }

  private static void gradient(Checklist list, PrivacyMechanism.Gradient role, Settings settings) {
    BatchSchema schema = BatchSchema.ofFeatures(3, Target.REAL, 0);
    Objective objective =
        list.answer(
            "protect_keepsTheLength",
            "A private objective must have the trainable length.",
            () -> {
              Objective made =
                  role.protect(
                      new SampleExamples(schema, EXAMPLES, 8),
                      new SampleRegression(),
                      SampleRegression.LENGTH,
                      settings,
                      new SecureRandom());
              return made.length() == SampleRegression.LENGTH ? made : null;
            });
    if (objective != null) {
      list.rule(
          "protect_givesFiniteGradients",
          "Every gradient must be finite, also that of an empty sample.",
          () -> {
            boolean finite = true;
            for (int i = 0; i < 8; i++) {
              float[] gradient = new float[SampleRegression.LENGTH];
              objective.next(new float[SampleRegression.LENGTH], gradient);
              finite &= GradientRules.close(gradient, gradient, 0);
            }
            return finite;
          });
    }
  }

  private static Residues residues() {
    return Residues.random(PLAN.modulusBits(), LENGTH, 6);
  }
}
