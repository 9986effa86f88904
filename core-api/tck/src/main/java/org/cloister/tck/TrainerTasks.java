package org.cloister.tck;

import java.util.List;
import org.cloister.model.FloatVector;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.spi.Episode;
import org.cloister.spi.LocalWork;
import org.cloister.spi.Objective;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteState;
import org.cloister.spi.TrainingTask;

/** Synthetic work for a trainer; tasks with the same arguments are the same. */
final class TrainerTasks {

  static final int STEPS = 4;
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final Parts shared;
  private final boolean episodes;
  private final Settings settings;

  /** {@code shared} is broadcast beside the weights. */
  TrainerTasks(Parts shared, boolean episodes, Settings settings) {
    this.shared = shared;
    this.episodes = episodes;
    this.settings = settings;
  }

  TrainingTask task(long seed) {
    return task(1, seed, SiteState.empty());
  }

  TrainingTask task(int round, long seed, SiteState state) {
    Quadratic objective = new Quadratic(length(), 0.2, seed, NO_LIMIT);
    return task(round, seed, state, objective, NO_LIMIT, STEPS, Progress.none());
  }

  /** Far more work than {@code limit} calls of an objective, for a trainer that is cancelled. */
  TrainingTask endless(Objective objective, long limit, Progress progress) {
    return task(1, 5, SiteState.empty(), objective, limit, 50L * limit, progress);
  }

  /** {@code steps} of work without noise. */
  TrainingTask smooth(long steps) {
    Quadratic objective = new Quadratic(length(), 0, 9, NO_LIMIT);
    return task(1, 9, SiteState.empty(), objective, NO_LIMIT, steps, Progress.none());
  }

  private TrainingTask task(
      int round,
      long seed,
      SiteState state,
      Objective objective,
      long limit,
      long steps,
      Progress progress) {
    return new TrainingTask(
        round,
        Samples.LAYOUT,
        initial(seed),
        shared,
        objective,
        episodes ? List.of(episode(seed, limit), episode(seed + 7, limit)) : List.of(),
        state,
        new LocalWork(steps, (round - 1) * steps),
        settings,
        seed,
        progress);
  }

  static FloatVector initial(long seed) {
    return Samples.vector(length(), 1, seed + 3);
  }

  static Episode episode(long seed, long limit) {
    return new Episode(
        new Quadratic(length(), 0, seed, limit), new Quadratic(length(), 0, seed, limit));
  }

  static int length() {
    return Samples.LAYOUT.trainableLength();
  }
}
