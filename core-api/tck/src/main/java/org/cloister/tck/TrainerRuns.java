package org.cloister.tck;

import org.cloister.spi.Progress;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainingResult;

/** Rules about what a trainer computes. */
final class TrainerRuns {

  /** Far more steps than a second of work on so few weights takes a trainer that looks. */
  private static final int STEPS_AFTER_CANCEL = 20_000;

  private static final int STEPS_OF_ADVICE = 60;

  private TrainerRuns() {}

  static void check(
      Checklist list, Trainer role, TrainerTasks tasks, TrainingResult first, CheckLevel level) {
    String before = Fingerprint.of(first);
    boolean same =
        list.rule(
            "train_isDeterministic",
            "The same task must give the same bits; keep nothing in the object and take all chance from task.seed().",
            () -> before.equals(Fingerprint.of(role.train(tasks.task(1)))));
    list.rule(
        "train_resultStays",
        "A result must not change when the next one is made; give arrays away or copy them.",
        () -> {
          role.train(tasks.task(2));
          return before.equals(Fingerprint.of(first));
        });
    if (same) {
      list.rule(
          "train_stateGoesRound",
          "The state must do the same after it was saved and loaded; nothing of it may live in the object.",
          () ->
              Fingerprint.of(role.train(tasks.task(2, 3, first.state())))
                  .equals(
                      Fingerprint.of(
                          role.train(tasks.task(2, 3, Fingerprint.reloaded(first.state()))))));
    }
    list.rule(
        "train_stopsWhenCancelled",
        "train must look at task.progress().cancelled() at least once a second and then return or throw InterruptedException.",
        () -> stops(role, tasks));
    if (level == CheckLevel.FULL) {
      list.rule(
          Finding.ADVICE + "trainLowersTheLoss",
          "With these settings the loss of a convex quadratic does not fall.",
          () -> lowers(role, tasks));
    }
  }

  private static boolean stops(Trainer role, TrainerTasks tasks) throws Exception {
    Quadratic objective = new Quadratic(TrainerTasks.length(), 0.2, 5, STEPS_AFTER_CANCEL);
    Progress cancelled =
        new Progress() {
          @Override
          public void report(long step, double loss) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    try {
      role.train(tasks.endless(objective, STEPS_AFTER_CANCEL, cancelled));
    } catch (InterruptedException e) {
      return true; // the documented way to end; this thread was not interrupted
    }
    return objective.calls() < STEPS_AFTER_CANCEL;
  }

  private static boolean lowers(Trainer role, TrainerTasks tasks) throws Exception {
    Quadratic judge = new Quadratic(TrainerTasks.length(), 0, 9, Long.MAX_VALUE);
    var task = tasks.smooth(STEPS_OF_ADVICE);
    float[] gradient = new float[judge.length()];
    double before = judge.next(task.initial().toArray(), gradient);
    double after = judge.next(role.train(task).weights().toArray(), gradient);
    return after < before;
  }
}
