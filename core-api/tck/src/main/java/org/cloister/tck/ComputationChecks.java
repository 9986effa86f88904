package org.cloister.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.Settings;
import org.cloister.spi.Computation;
import org.cloister.spi.Progress;

/**
 * The contract of {@link Computation}. Nobody but its author knows how long the work takes, so none
 * is done at admission.
 *
 * <ul>
 *   <li>{@code compute_answers}: the work has results.
 *   <li>{@code compute_isDeterministic}: the same task gives the same results.
 * </ul>
 */
public final class ComputationChecks {

  private ComputationChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(Computation role, Settings settings) {
    return run(role, settings, CheckLevel.FULL).findings();
  }

  static Checklist run(Computation role, Settings settings, CheckLevel level) {
    Checklist list = new Checklist(RoleNames.COMPUTATION, role.id());
    if (level == CheckLevel.ADMISSION) {
      return list;
    }
    Map<String, Double> first =
        list.answer(
            "compute_answers",
            "compute must give results.",
            () -> Map.copyOf(role.compute(task(settings))));
    if (first != null) {
      list.rule(
          "compute_isDeterministic",
          "The same task must give the same results; take all chance from the seed.",
          () -> first.equals(role.compute(task(settings))));
    }
    return list;
  }

  private static Computation.Task task(Settings settings) {
    return new Computation.Task(Optional.of(Samples.model(11)), settings, 13, Progress.none());
  }
}
