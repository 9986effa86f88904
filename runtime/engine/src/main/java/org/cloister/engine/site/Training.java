package org.cloister.engine.site;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.data.BatchObjective;
import org.cloister.engine.data.BatchOrder;
import org.cloister.engine.data.Episodes;
import org.cloister.engine.data.ShuffledBatches;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Seeds;
import org.cloister.model.Settings;
import org.cloister.port.Configured;
import org.cloister.spi.Episode;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.Examples;
import org.cloister.spi.LocalWork;
import org.cloister.spi.ModelSession;
import org.cloister.spi.Objective;
import org.cloister.spi.PerExampleNorms;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteTask;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.cloister.spi.protection.PrivacyMechanism;

/** The local work of one round. */
final class Training {
  private Training() {}

  static Worked train(SiteWork work, Message.Ask ask, SiteTask.Train task, Progress progress)
      throws InterruptedException {
    ParameterLayout layout = work.layout();
    Message.Broadcast model = work.verified();
    FloatVector initial = FloatVector.of(work.trainable(layout, model.weights()));
    Configured<Trainer> trainer = work.assembly().trainer();
    Examples examples = work.data().encoded(model.preprocessing()).train();
    LocalWork local = localWork(work, task, examples.count());
    List<EpisodeSampler.EpisodeRows> episodeRows =
        episodeRows(work, ask.round(), trainer, layout, examples);
    int maxBatch =
        Math.max(
            Math.max(work.terms().batchSize(), SiteWork.PREDICT_BATCH),
            Episodes.largestBatch(episodeRows));
    try (ModelSession session = work.session(layout, maxBatch)) {
      MeasuredObjective objective =
          MeasuredObjective.of(objective(work, session, examples, local, layout));
      List<Episode> episodes =
          measured(Episodes.of(session, examples, episodeRows, layout.trainableLength()));
      TrainingTask asked =
          new TrainingTask(
              ask.round(),
              layout,
              initial,
              model.shared(),
              objective,
              episodes,
              work.memory().trainer(),
              local,
              trainer.settings(),
              Seeds.derive(
                  work.terms().seed(),
                  "train",
                  ask.round(),
                  work.binding().site(),
                  trainer.role().id()),
              progress);
      TrainingResult result = trainer.role().train(asked);
      List<Part> parts = RoundParts.training(work.terms(), work.assembly(), layout);
      return new Sending(work, ask.round(), model.version(), layout, parts)
          .worked(initial, result, meanLoss(objective, episodes), local.steps());
    }
  }

  private static List<Episode> measured(List<Episode> episodes) {
    return episodes.stream()
        .map(e -> new Episode(e.support(), MeasuredObjective.of(e.query())))
        .toList();
  }

  /**
   * Of the objective; of the episodes' query sets where a meta-learner never asks the objective.
   */
  private static double meanLoss(MeasuredObjective objective, List<Episode> episodes) {
    if (objective.asked()) {
      return objective.meanLoss();
    }
    return episodes.stream()
        .map(Episode::query)
        .filter(MeasuredObjective.class::isInstance)
        .map(MeasuredObjective.class::cast)
        .filter(MeasuredObjective::asked)
        .mapToDouble(MeasuredObjective::meanLoss)
        .average()
        .orElse(0);
  }

  private static LocalWork localWork(SiteWork work, SiteTask.Train task, int examples) {
    long perEpoch = (examples + work.terms().batchSize() - 1L) / work.terms().batchSize();
    long steps =
        task.steps() > 0 ? task.steps() : Math.max(1, (long) Math.ceil(task.epochs() * perEpoch));
    return new LocalWork(steps, work.memory().steps());
  }

  private static Objective objective(
      SiteWork work,
      ModelSession session,
      Examples examples,
      LocalWork local,
      ParameterLayout layout) {
    Optional<Configured<PrivacyMechanism.Gradient>> privacy = work.assembly().gradientPrivacy();
    if (privacy.isPresent()) {
      CloisterException.require(
          session instanceof PerExampleNorms,
          ErrorCode.CAPABILITY_MISSING,
          "DP-SGD needs a model with per-example gradient norms.");
      Settings settings = privacy.get().settings();
      return privacy
          .get()
          .role()
          .protect(
              examples,
              (PerExampleNorms) session,
              layout.trainableLength(),
              settings,
              work.protection().random());
    }
    BatchOrder order =
        work.binding()
            .batchOrder()
            .orElseGet(
                () ->
                    new ShuffledBatches(
                        examples.count(),
                        work.terms().batchSize(),
                        Seeds.derive(
                            work.terms().seed(), "batches", 0, work.binding().site(), "")));
    return BatchObjective.of(
        session,
        examples,
        order,
        local.firstStep(),
        work.terms().batchSize(),
        layout.trainableLength());
  }

  private static List<EpisodeSampler.EpisodeRows> episodeRows(
      SiteWork work,
      int round,
      Configured<Trainer> trainer,
      ParameterLayout layout,
      Examples examples) {
    boolean needed = trainer.role().contract(layout, trainer.settings()).needs().episodes();
    Optional<Configured<EpisodeSampler>> sampler = work.assembly().episodes();
    if (!needed || sampler.isEmpty()) {
      return List.of();
    }
    // Their gradients would be those of bare rows; a site does not rely on the coordinator's check.
    CloisterException.require(
        work.assembly().gradientPrivacy().isEmpty(),
        ErrorCode.CAPABILITY_MISSING,
        "Episodes have no private objectives; use another trainer, or another protection.");
    long seed =
        Seeds.derive(
            work.terms().seed(),
            "episodes",
            round,
            work.binding().site(),
            sampler.get().role().id());
    return sampler
        .get()
        .role()
        .sample(examples, work.terms().episodes(), sampler.get().settings(), seed);
  }
}
