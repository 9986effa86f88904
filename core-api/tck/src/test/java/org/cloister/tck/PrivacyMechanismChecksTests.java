package org.cloister.tck;

import java.security.SecureRandom;
import org.cloister.model.Batch;
import org.cloister.model.DpEvent;
import org.cloister.model.FloatVector;
import org.cloister.model.IntVector;
import org.cloister.model.Neighbours;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.PrivacyUnit;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.Examples;
import org.cloister.spi.Objective;
import org.cloister.spi.PerExampleNorms;
import org.cloister.spi.protection.PrivacyMechanism;
import org.cloister.spi.protection.QuantizationPlan;
import org.junit.jupiter.api.Test;

final class PrivacyMechanismChecksTests {

  private static PrivacyCharge charge(double multiplier) {
    return new PrivacyCharge(
        PrivacyUnit.SITE, Neighbours.ADD_REMOVE, new DpEvent.Gaussian(multiplier));
  }

  private static class GoodReal implements PrivacyMechanism.Real {
    int calls;

    @Override
    public String id() {
      return "gaussian";
    }

    @Override
    public PrivacyCharge planned(Settings settings, long examples, long steps) {
      return charge(1);
    }

    @Override
    public FloatVector perturb(
        FloatVector in, double clipNorm, Settings settings, SecureRandom random, Vectors vectors) {
      float[] values = in.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += noise(random);
      }
      return FloatVector.of(values);
    }

    float noise(SecureRandom random) {
      return (float) random.nextGaussian();
    }
  }

  private static class GoodRing implements PrivacyMechanism.Distributed {
    @Override
    public String id() {
      return "ring";
    }

    @Override
    public PrivacyCharge planned(Settings settings, long examples, long steps) {
      return charge(1);
    }

    @Override
    public IntVector perturb(
        IntVector in, QuantizationPlan plan, int honest, Settings settings, SecureRandom random) {
      long[] values = Residues.values(in);
      for (int i = 0; i < values.length; i++) {
        values[i] += noise(random);
      }
      return result(plan.modulusBits(), values);
    }

    long noise(SecureRandom random) {
      return random.nextInt(100);
    }

    IntVector result(int bits, long[] values) {
      return new Residues(bits, values);
    }
  }

  private static class GoodGradient implements PrivacyMechanism.Gradient {
    @Override
    public String id() {
      return "gradient";
    }

    @Override
    public PrivacyCharge planned(Settings settings, long examples, long steps) {
      return charge(1);
    }

    int length(int trainable) {
      return trainable;
    }

    float noise(SecureRandom random) {
      return (float) random.nextGaussian();
    }

    @Override
    public Objective protect(
        Examples examples, PerExampleNorms model, int length, Settings s, SecureRandom random) {
      return new Objective() {
        @Override
        public long examples() {
          return examples.count();
        }

        @Override
        public int length() {
          return GoodGradient.this.length(length);
        }

        @Override
        public double next(float[] weights, float[] gradient) {
          Batch batch = examples.batch(2);
          examples.read(new int[] {0, 1}, 0, 2, batch);
          double loss = model.gradient(weights, batch, gradient);
          gradient[0] += noise(random);
          return loss;
        }
      };
    }
  }

  private static Twins<PrivacyMechanism> twins() {
    return new Twins<>(role -> PrivacyMechanismChecks.run(role, Settings.none()));
  }

  @Test
  void check_ofBrokenRealNoise_findsExactlyItsRules() {
    twins()
        .broken(
            "planned_isStable",
            new GoodReal() {
              @Override
              public PrivacyCharge planned(Settings settings, long examples, long steps) {
                return charge(++calls);
              }
            })
        .broken(
            "perturb_keepsTheLength",
            new GoodReal() {
              @Override
              public FloatVector perturb(
                  FloatVector in, double clip, Settings s, SecureRandom random, Vectors vectors) {
                return FloatVector.zeros(1);
              }
            })
        .broken(
            "perturb_isFinite",
            new GoodReal() {
              @Override
              float noise(SecureRandom random) {
                return calls++ == 0 ? Float.POSITIVE_INFINITY : super.noise(random);
              }
            })
        .broken(
            "perturb_addsNoise",
            new GoodReal() {
              @Override
              float noise(SecureRandom random) {
                return 0;
              }
            })
        .verify(new GoodReal());
  }

  @Test
  void check_ofBrokenRingNoise_findsExactlyItsRules() {
    twins()
        .elsewhere("planned_isStable")
        .broken(
            "perturb_keepsTheLength",
            new GoodRing() {
              @Override
              IntVector result(int bits, long[] values) {
                return new Residues(bits, new long[1]);
              }
            })
        .broken(
            "perturb_staysInTheRing",
            new GoodRing() {
              @Override
              IntVector result(int bits, long[] values) {
                return new Residues(bits + 1, values);
              }
            })
        .broken(
            "perturb_addsNoise",
            new GoodRing() {
              @Override
              long noise(SecureRandom random) {
                return 1;
              }
            })
        .verify(new GoodRing());
  }

  @Test
  void check_ofBrokenGradients_findsExactlyTheirRules() {
    twins()
        .elsewhere("planned_isStable")
        .broken(
            "protect_keepsTheLength",
            new GoodGradient() {
              @Override
              int length(int trainable) {
                return trainable + 1;
              }
            })
        .broken(
            "protect_givesFiniteGradients",
            new GoodGradient() {
              @Override
              float noise(SecureRandom random) {
                return Float.NaN;
              }
            })
        .verify(new GoodGradient());
  }
}
