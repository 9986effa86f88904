package org.cloister.plugins.secagg;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.Expectation;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;

/**
 * An attack that is possible on drawn graphs alone, or on complete ones alone.
 *
 * @param adversary the attack
 * @param terms what a plan means
 * @param sparse on which of the two
 */
record SparseOnly(Adversary adversary, Function<SessionPlan, Terms> terms, boolean sparse)
    implements Adversary {

  /** An attack on a drawn graph that a site refuses. */
  static Adversary refused(
      String name, ErrorCode code, Function<SessionPlan, Terms> terms, Consumer<Stage> attack) {
    return new SparseOnly(
        Adversary.of(
            name,
            plan -> Expectation.refused(code),
            stage -> {
              attack.accept(stage);
              return List.of();
            }),
        terms,
        true);
  }

  @Override
  public String name() {
    return adversary.name();
  }

  @Override
  public boolean applies(SessionPlan plan) {
    return terms.apply(plan).sparse().isPresent() == sparse && adversary.applies(plan);
  }

  @Override
  public Expectation expected(SessionPlan plan) {
    return adversary.expected(plan);
  }

  @Override
  public List<Learned> attack(Stage stage) {
    return adversary.attack(stage);
  }
}
