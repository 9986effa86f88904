package org.cloister.engine.site;

import org.cloister.spi.Objective;
import org.cloister.spi.SecondOrder;

/**
 * Any objective, plain or private, with the mean of its losses; the host measures it so that no
 * trainer has to.
 */
class MeasuredObjective implements Objective {
  private final Objective objective;
  private double total;
  private long steps;

  private MeasuredObjective(Objective objective) {
    this.objective = objective;
  }

  static MeasuredObjective of(Objective objective) {
    return objective instanceof SecondOrder second
        ? new Curved(second)
        : new MeasuredObjective(objective);
  }

  @Override
  public long examples() {
    return objective.examples();
  }

  @Override
  public int length() {
    return objective.length();
  }

  @Override
  public double next(float[] weights, float[] gradient) {
    double loss = objective.next(weights, gradient);
    total += loss;
    steps++;
    return loss;
  }

  boolean asked() {
    return steps > 0;
  }

  double meanLoss() {
    return total / steps;
  }

  private static final class Curved extends MeasuredObjective implements SecondOrder {
    private final SecondOrder second;

    Curved(SecondOrder second) {
      super(second);
      this.second = second;
    }

    @Override
    public void hessianProduct(float[] weights, float[] direction, float[] product) {
      second.hessianProduct(weights, direction, product);
    }
  }
}
