package org.cloister.tck;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.spi.MetaLearner;

/**
 * The contract of {@link MetaLearner}: that of {@link TrainerChecks}, and
 *
 * <ul>
 *   <li>{@code adapt_hasLengthOfInitial}: an adapted model is a trainable vector.
 *   <li>{@code adapt_isDeterministic}: the same support set gives the same bits.
 *   <li>{@code adapt_acceptsNoSteps}: adapting by no step at all gives a vector too.
 * </ul>
 */
public final class MetaLearnerChecks {

  private static final int STEPS = 3;

  private MetaLearnerChecks() {}

  /** The rules that {@code role} breaks with these settings. */
  public static List<Finding> check(MetaLearner role, Settings settings) {
    return TrainerChecks.check(role, settings);
  }

  static void adapt(Checklist list, MetaLearner role, Settings settings, Parts shared) {
    list.rule(
        "adapt_hasLengthOfInitial",
        "adapt must give a vector as long as the initial one.",
        () -> run(role, settings, shared, STEPS).length() == TrainerTasks.length());
    list.rule(
        "adapt_isDeterministic",
        "adapt must give the same bits for the same arguments.",
        () ->
            Fingerprint.of(run(role, settings, shared, STEPS))
                .equals(Fingerprint.of(run(role, settings, shared, STEPS))));
    list.runs(
        "adapt_acceptsNoSteps",
        "adapt must accept 0 steps.",
        () -> Fingerprint.of(run(role, settings, shared, 0)));
  }

  private static FloatVector run(MetaLearner role, Settings settings, Parts shared, int steps) {
    return role.adapt(
        TrainerTasks.initial(6),
        shared,
        TrainerTasks.episode(6, Long.MAX_VALUE).support(),
        steps,
        settings);
  }
}
