package org.cloister.engine.rehearsal;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.cloister.model.Batch;
import org.cloister.model.DpEvent;
import org.cloister.model.Neighbours;
import org.cloister.model.PrivacyCharge;
import org.cloister.model.PrivacyUnit;
import org.cloister.model.Settings;
import org.cloister.spi.Examples;
import org.cloister.spi.Objective;
import org.cloister.spi.PerExampleNorms;
import org.cloister.spi.protection.PrivacyMechanism;

/**
 * DP-SGD (Abadi et al. 2016) on all rows each step: gradients clipped to {@code clip} row by row,
 * then Gaussian noise of {@code noise * clip / rows} on each value of their mean. Says no loss.
 */
final class DpSgd implements PrivacyMechanism.Gradient {
  @Override
  public String id() {
    return "dp-sgd";
  }

  @Override
  public PrivacyCharge planned(Settings settings, long examples, long steps) {
    return new PrivacyCharge(
        PrivacyUnit.RECORD,
        Neighbours.REPLACE_ONE,
        new DpEvent.Repeated(new DpEvent.Gaussian(settings.positive("noise", 1)), steps));
  }

  @Override
  public Objective protect(
      Examples examples,
      PerExampleNorms model,
      int trainableLength,
      Settings settings,
      SecureRandom random) {
    int rows = examples.count();
    double clip = settings.positive("clip", 1);
    double deviation = settings.number("noise", 0, 0, 100) * clip / rows;
    Batch batch = examples.batch(rows);
    examples.read(IntStream.range(0, rows).toArray(), 0, rows, batch);
    double[] norms = new double[rows];
    return new Objective() {
      @Override
      public long examples() {
        return rows;
      }

      @Override
      public int length() {
        return trainableLength;
      }

      @Override
      public double next(float[] weights, float[] gradient) {
        model.norms(weights, batch, norms);
        for (int i = 0; i < rows; i++) {
          batch.exampleWeight()[i] = (float) Math.min(1, clip / norms[i]);
        }
        model.gradient(weights, batch, gradient);
        for (int i = 0; i < trainableLength; i++) {
          gradient[i] += (float) (deviation * random.nextGaussian());
        }
        return 0;
      }
    };
  }
}
