package org.cloister.app.predict;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.cloister.app.plugins.GuestWorker;
import org.cloister.app.plugins.ModelPlugins;
import org.cloister.app.record.Provenance;
import org.cloister.app.record.Recipe;
import org.cloister.app.record.StoredModel;
import org.cloister.engine.data.BatchObjective;
import org.cloister.engine.data.ShuffledBatches;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Seeds;
import org.cloister.model.Settings;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.cloister.port.Configured;
import org.cloister.spi.Examples;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.LocalWork;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;
import org.cloister.spi.Needs;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteState;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;

/**
 * Trains the HOME values of a model on the rows of a place: begun as a site begins them, with the
 * job's trainer, for as many rounds of its local work as the model has, while the SHARED values
 * stay the stored ones. No privacy mechanism of the job applies: nothing leaves the place.
 */
record HomeFit(
    StoredModel stored,
    ModelPlugins plugins,
    GuestWorker guest,
    Vectors vectors,
    Consumer<String> progress) {

  private static final Duration ROUND = Duration.ofMinutes(30);
  private static final Duration CALL = Duration.ofMinutes(2);

  /** The trainable vector with fitted HOME values. */
  FloatVector fit(WholeModel begun, Examples examples, Configured<ModelArchitecture> architecture) {
    Configured<Trainer> trainer = plugins.trainer();
    int batchSize = stored.provenance().recipe().batchSize();
    float[] shared = stored.model().weights().toArray();
    ModelSession session =
        guest.call(
            "Opening the model", CALL, () -> opened(begun, architecture, trainer, batchSize));
    float[] weights =
        guest.call(
            "Beginning the HOME tensors", CALL, () -> first(begun.layout(), shared, architecture));
    FrozenShared objective =
        FrozenShared.of(
            BatchObjective.of(
                session,
                examples,
                new ShuffledBatches(examples.count(), batchSize, seed("batches", 0, "")),
                0,
                batchSize,
                weights.length),
            shared);
    LocalWork work = new LocalWork(steps(examples.count()), 0);
    SiteState state = SiteState.empty();
    int rounds = Math.max(1, stored.round());
    for (int round = 1; round <= rounds; round++) {
      TrainingTask task =
          new TrainingTask(
              round,
              begun.layout(),
              FloatVector.of(weights),
              stored.model().shared(),
              objective,
              List.of(),
              state,
              new LocalWork(work.steps(), (round - 1) * work.steps()),
              trainer.settings(),
              seed("train", round, trainer.role().id()),
              new Watched(guest));
      TrainingResult result =
          guest.call("Fitting the HOME tensors", ROUND, () -> trainer.role().train(task));
      weights = taken(result, weights.length, shared);
      state = result.state();
    }
    progress.accept(
        "The HOME tensors were fitted on "
            + examples.count()
            + " rows in "
            + rounds
            + " rounds of "
            + work.steps()
            + " steps; the SHARED tensors are the stored ones.");
    guest.call(
        "Closing the model",
        CALL,
        () -> {
          session.close();
          return true;
        });
    return FloatVector.of(weights);
  }

  private ModelSession opened(
      WholeModel begun,
      Configured<ModelArchitecture> architecture,
      Configured<Trainer> trainer,
      int batchSize) {
    Needs needs = trainer.role().contract(begun.layout(), trainer.settings()).needs();
    ModelSession session = begun.session(architecture, batchSize);
    boolean able =
        !needs.episodes() && (!needs.secondOrder() || session instanceof HessianProducts);
    if (!able) {
      session.close();
      throw new CloisterException(
          ErrorCode.CAPABILITY_MISSING,
          "The HOME tensors must be fitted by the job's trainer, "
              + trainer.role().id()
              + ", which needs "
              + (needs.episodes() ? "episodes" : "second derivatives")
              + " that there are none of here.");
    }
    return session;
  }

  private float[] first(
      ParameterLayout layout, float[] shared, Configured<ModelArchitecture> architecture) {
    Settings settings = architecture.settings();
    try (VectorWriter out = vectors.create(layout.trainableLength())) {
      long seed = seed("initialise", 0, architecture.role().id());
      architecture.role().initialise(layout, settings, seed, out);
      float[] weights = out.finish().toArray();
      System.arraycopy(shared, 0, weights, 0, shared.length);
      return weights;
    }
  }

  private float[] taken(TrainingResult result, int length, float[] shared) {
    CloisterException.require(
        result.weights().length() == length,
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "The trainer must give back "
            + length
            + " values, gave "
            + result.weights().length()
            + ".");
    float[] weights = result.weights().toArray();
    System.arraycopy(shared, 0, weights, 0, shared.length);
    for (float weight : weights) {
      CloisterException.require(
          Float.isFinite(weight),
          ErrorCode.NOT_FINITE,
          "The fitted HOME tensors must be finite, were not; the rows of --fit-on may be too"
              + " different from those of the job.");
    }
    return weights;
  }

  private long steps(int examples) {
    Recipe recipe = stored.provenance().recipe();
    long perEpoch = (examples + recipe.batchSize() - 1L) / recipe.batchSize();
    return recipe.steps() > 0
        ? recipe.steps()
        : Math.max(1, (long) Math.ceil(recipe.epochs() * perEpoch));
  }

  private long seed(String purpose, long round, String plugin) {
    Provenance provenance = stored.provenance();
    return Seeds.derive(provenance.seed(), purpose, round, "", plugin);
  }

  /** Tells a trainer when nobody waits for it any more. */
  private record Watched(GuestWorker guest) implements Progress {
    @Override
    public void report(long step, double loss) {
      // A round is short; how far it is interests nobody.
    }

    @Override
    public boolean cancelled() {
      return guest.isStopped() || Thread.currentThread().isInterrupted();
    }
  }
}
