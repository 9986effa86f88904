package org.cloister.tck;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.spi.MetaLearner;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;

/**
 * The contract of {@link Trainer}.
 *
 * <ul>
 *   <li>{@code contract_isStable}: what is sent and shared is fixed for a job.
 *   <li>{@code contract_refusesUnknownSettings}: a misspelt setting is refused before the job
 *       starts.
 *   <li>{@code contract_namesPartsOnce}: parts have names of their own, none of them the host's.
 *   <li>{@code initialShared_matchesContract}: the first broadcast has the parts that the contract
 *       shares.
 *   <li>{@code train_answers}: every task gives a result.
 *   <li>{@code train_weightsHaveTaskLength}: the result is a trainable vector.
 *   <li>{@code train_scaleIsFinite}: the scale of the change is a number.
 *   <li>{@code train_partsMatchContract}: what is sent is what was announced.
 *   <li>{@code train_isDeterministic}: the same task gives the same bits.
 *   <li>{@code train_resultStays}: a result never changes.
 *   <li>{@code train_stateGoesRound}: a restart between rounds changes nothing.
 *   <li>{@code train_stopsWhenCancelled}: nobody waits for a trainer that is cancelled.
 *   <li>{@code personal_hasTaskLength}: a site's own model is a trainable vector.
 *   <li>{@code fold_matchesContract}: what is broadcast next has the shared parts.
 *   <li>{@code fold_isPure}: the same sum gives the same bits.
 *   <li>{@code advice_trainLowersTheLoss}: on a convex objective the loss falls with these
 *       settings.
 * </ul>
 */
public final class TrainerChecks {

  private TrainerChecks() {}

  /** The rules that {@code role} breaks with these settings; also those of a meta-learner. */
  public static List<Finding> check(Trainer role, Settings settings) {
    return run(role, settings, CheckLevel.FULL).findings();
  }

  static Checklist run(Trainer role, Settings settings, CheckLevel level) {
    Checklist list = new Checklist(RoleNames.TRAINER, role.id());
    TrainerContract contract =
        list.answer(
            "contract_isStable",
            "contract must give equal answers to equal arguments.",
            () -> {
              TrainerContract first = role.contract(Samples.LAYOUT, settings);
              return first.equals(role.contract(Samples.LAYOUT, settings)) ? first : null;
            });
    if (contract == null) {
      return list;
    }
    list.unknownSettings(
        "contract_refusesUnknownSettings", settings, s -> role.contract(Samples.LAYOUT, s));
    list.rule(
        "contract_namesPartsOnce",
        "Parts must have distinct names, other than delta and training-loss, which the host makes.",
        () -> names(contract.parts()) && names(contract.shared()));
    boolean shares =
        list.rule(
            "initialShared_matchesContract",
            "initialShared must give exactly the shared parts of the contract, with their kinds and lengths.",
            () -> Samples.fits(role.initialShared(Samples.LAYOUT, settings), contract.shared()));
    if (!shares) {
      return list;
    }
    Parts shared = role.initialShared(Samples.LAYOUT, settings);
    TrainerTasks tasks = new TrainerTasks(shared, contract.needs().episodes(), settings);
    TrainingResult first =
        list.answer("train_answers", "train must give a result.", () -> role.train(tasks.task(1)));
    if (first != null) {
      TrainerRuns.check(list, role, tasks, first, level);
      shape(list, role, contract, first);
    }
    TrainerFolds.check(list, role, contract, shared, settings);
    if (first != null && role instanceof MetaLearner learner) {
      MetaLearnerChecks.adapt(list, learner, settings, shared);
    }
    return list;
  }

  private static void shape(
      Checklist list, Trainer role, TrainerContract contract, TrainingResult result) {
    list.rule(
        "train_weightsHaveTaskLength",
        "The weights must be as many as task.initial() has.",
        () -> result.weights().length() == TrainerTasks.length());
    list.rule(
        "train_scaleIsFinite",
        "deltaScale must be finite.",
        () -> Double.isFinite(result.deltaScale()));
    list.rule(
        "train_partsMatchContract",
        "The parts must be exactly those of the contract, with their kinds and lengths.",
        () -> Samples.fits(result.parts(), contract.parts()));
    list.rule(
        "personal_hasTaskLength",
        "A site's own model must be as long as task.initial().",
        () -> {
          Optional<FloatVector> personal = role.personal(result.state());
          return personal.isEmpty() || personal.get().length() == TrainerTasks.length();
        });
  }

  private static boolean names(List<Part> parts) {
    List<String> names = new ArrayList<>(parts.stream().map(Part::name).toList());
    return new HashSet<>(names).size() == names.size()
        && !names.contains(Part.DELTA)
        && !names.contains(Part.TRAINING_LOSS);
  }
}
