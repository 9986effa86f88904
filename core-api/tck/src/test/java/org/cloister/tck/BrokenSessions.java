package org.cloister.tck;

import java.util.function.Function;
import org.cloister.model.Batch;
import org.cloister.spi.ModelArchitecture;

/** Sessions that get one thing wrong. */
final class BrokenSessions {

  private BrokenSessions() {}

  static void addTo(
      Twins<ModelArchitecture> twins, Function<LogisticSession, ModelArchitecture> with) {
    twins
        .broken("outputs_matchTheTarget", with.apply(new TwoOutputs()))
        .broken("predict_leavesItsArgumentsAlone", with.apply(new ClearingPredictions()))
        .broken("predict_fillsRowsTimesOutputs", with.apply(new OneTooMany()))
        .broken("predict_givesProbabilities", with.apply(new Doubled()))
        .broken("gradient_leavesItsArgumentsAlone", with.apply(new ShrinkingWeights()))
        .broken("gradient_isRepeatable", with.apply(new Drifting()))
        .broken("gradient_overwrites", with.apply(new Adding()))
        .broken("gradient_acceptsOneRow", with.apply(new Variance()))
        .broken("gradient_weighsExamples", with.apply(new Penalised()))
        .broken("gradient_matchesDifferences", with.apply(new WithoutBias()))
        .broken("norms_matchGradients", with.apply(new Squares()))
        .broken("hessianProduct_isSymmetric", with.apply(new Lopsided()))
        .broken("hessianProduct_matchesGradients", with.apply(new Identity()))
        .broken("close_isHarmlessTwice", with.apply(new ClosedOnce()));
  }

  /** The rest of this twin's contract follows its own wrong number. */
  private static final class TwoOutputs extends LogisticSession {
    @Override
    public int outputs() {
      return 2;
    }
  }

  private static final class ClearingPredictions extends LogisticSession {
    @Override
    public void predict(float[] weights, Batch batch, float[] scores) {
      super.predict(weights, batch, scores);
      batch.target()[0] += 1;
    }
  }

  private static final class OneTooMany extends LogisticSession {
    @Override
    public void predict(float[] weights, Batch batch, float[] scores) {
      super.predict(weights, batch, scores);
      scores[scores.length - 1] = 0.5f;
    }
  }

  private static final class Doubled extends LogisticSession {
    @Override
    public void predict(float[] weights, Batch batch, float[] scores) {
      super.predict(weights, batch, scores);
      scores[0] = 2;
    }
  }

  private static final class ShrinkingWeights extends LogisticSession {
    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      double loss = super.gradient(weights, batch, gradient);
      weights[0] *= 0.5f;
      return loss;
    }
  }

  private static final class Drifting extends LogisticSession {
    private int calls;

    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      return super.gradient(weights, batch, gradient) + 1e-9 * calls++;
    }
  }

  private static final class Adding extends LogisticSession {
    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      float[] before = gradient.clone();
      double loss = super.gradient(weights, batch, gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += before[i];
      }
      return loss;
    }
  }

  /** Divides by rows - 1 where it has just one row. */
  private static final class Variance extends LogisticSession {
    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      double loss = super.gradient(weights, batch, gradient);
      return batch.exampleWeight().length == 1 ? loss / (batch.rows() - 1) : loss;
    }
  }

  private static final class Penalised extends LogisticSession {
    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      double loss = super.gradient(weights, batch, gradient);
      // only where the norms and the Hessian do not look
      boolean full = batch.rows() == ModelArchitectureChecks.ROWS;
      for (int i = 0; full && i < weights.length; i++) {
        loss += PENALTY * weights[i];
        gradient[i] += (float) PENALTY;
      }
      return loss;
    }

    private static final double PENALTY = 0.1;
  }

  private static final class WithoutBias extends LogisticSession {
    @Override
    public double gradient(float[] weights, Batch batch, float[] gradient) {
      double loss = super.gradient(weights, batch, gradient);
      // wrong in the loss, so that norms and Hessian still match the gradient
      return loss + (batch.rows() == ModelArchitectureChecks.ROWS ? wrong(weights, batch) : 0);
    }

    private static double wrong(float[] weights, Batch batch) {
      double weight = 0;
      for (int row = 0; row < batch.rows(); row++) {
        weight += batch.exampleWeight()[row] / batch.rows();
      }
      return weight * weights[2];
    }
  }

  private static final class Squares extends LogisticSession {
    @Override
    public void norms(float[] weights, Batch batch, double[] l2Norms) {
      super.norms(weights, batch, l2Norms);
      l2Norms[0] *= l2Norms[0];
    }
  }

  /** Lopsided by less than what the comparison with gradients sees. */
  private static final class Lopsided extends LogisticSession {
    @Override
    public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
      super.hessianProduct(weights, batch, direction, product);
      product[0] += 0.009f * Math.signum(direction[1]);
    }
  }

  private static final class Identity extends LogisticSession {
    @Override
    public void hessianProduct(float[] weights, Batch batch, float[] direction, float[] product) {
      System.arraycopy(direction, 0, product, 0, direction.length);
    }
  }

  private static final class ClosedOnce extends LogisticSession {
    private boolean closed;

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      closed = true;
    }
  }
}
