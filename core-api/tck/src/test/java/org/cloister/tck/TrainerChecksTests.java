package org.cloister.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.MetaLearner;
import org.cloister.spi.Needs;
import org.cloister.spi.Objective;
import org.cloister.spi.SiteState;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;

final class TrainerChecksTests {

  private static final Part STEPS = Part.plain("steps", new Part.Kind.Counts(1, 1_000_000));

  /** Gradient descent that sends its steps, shares a rate, keeps a model and can adapt. */
  private static class Good implements MetaLearner {
    @Override
    public String id() {
      return "good";
    }

    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      settings.requireOnly();
      Part rate = Part.plain("rate", new Part.Kind.Scalars(1, 0, 1, 0.01));
      return new TrainerContract(List.of(STEPS), List.of(rate), Needs.nothing());
    }

    @Override
    public Parts initialShared(ParameterLayout federated, Settings settings) {
      return Parts.ofScalars("rate", 0.5);
    }

    @Override
    public TrainingResult train(TrainingTask task) throws InterruptedException {
      float[] weights = task.initial().toArray();
      float[] gradient = new float[weights.length];
      for (long step = 0; step < task.work().steps(); step++) {
        if (cancels() && task.progress().cancelled()) {
          throw new InterruptedException("cancelled");
        }
        task.objective().next(weights, gradient);
        for (int i = 0; i < weights.length; i++) {
          weights[i] -= (float) (rate() * task.shared().scalar("rate")) * gradient[i];
        }
      }
      return result(task, weights);
    }

    boolean cancels() {
      return true;
    }

    double rate() {
      return 1;
    }

    TrainingResult result(TrainingTask task, float[] weights) {
      return new TrainingResult(
          FloatVector.of(weights),
          1,
          Parts.ofCounts("steps", task.work().steps()),
          task.state().with("own", FloatVector.of(weights)));
    }

    @Override
    public Parts fold(Parts shared, SummedUpdate sum, int rosterSize, Settings settings) {
      return Parts.ofScalars("rate", shared.scalar("rate") / 2);
    }

    @Override
    public Optional<FloatVector> personal(SiteState state) {
      return Optional.ofNullable(state.vectors().get("own"));
    }

    @Override
    public FloatVector adapt(
        FloatVector initial, Parts shared, Objective support, int steps, Settings settings) {
      return initial.scaled(2);
    }
  }

  /** Gives other weights, or another scale, than a good one. */
  private static class Changing extends Good {
    FloatVector weights(float[] weights) {
      return FloatVector.of(weights);
    }

    double scale() {
      return 1;
    }

    @Override
    TrainingResult result(TrainingTask task, float[] weights) {
      TrainingResult good = super.result(task, weights);
      return new TrainingResult(weights(weights), scale(), good.parts(), good.state());
    }
  }

  private static Twins<Trainer> twins() {
    return new Twins<>(role -> TrainerChecks.run(role, Settings.none(), CheckLevel.FULL));
  }

  @Test
  void check_ofBrokenTwins_findsExactlyTheirRules() {
    Twins<Trainer> twins = twins();
    contracts(twins);
    results(twins);
    folds(twins);
    twins.verify(new Good());
  }

  private static void contracts(Twins<Trainer> twins) {
    twins
        .broken(
            "contract_isStable",
            new Good() {
              private int calls;

              @Override
              public TrainerContract contract(ParameterLayout federated, Settings settings) {
                Part part = Part.plain("rate" + calls++, new Part.Kind.Counts(1, 2));
                return new TrainerContract(List.of(), List.of(part), Needs.nothing());
              }
            })
        .broken(
            "contract_refusesUnknownSettings",
            new Good() {
              @Override
              public TrainerContract contract(ParameterLayout federated, Settings settings) {
                return super.contract(federated, Settings.none());
              }
            })
        .broken(
            "contract_namesPartsOnce",
            new Good() {
              @Override
              public TrainerContract contract(ParameterLayout federated, Settings settings) {
                TrainerContract good = super.contract(federated, settings);
                Part loss = Part.plain(Part.TRAINING_LOSS, new Part.Kind.Counts(1, 2));
                return new TrainerContract(List.of(STEPS, loss), good.shared(), good.needs());
              }

              @Override
              TrainingResult result(TrainingTask task, float[] weights) {
                TrainingResult good = super.result(task, weights);
                Parts parts = good.parts().with(Parts.ofCounts(Part.TRAINING_LOSS, 1));
                return new TrainingResult(good.weights(), 1, parts, good.state());
              }
            })
        .broken(
            "initialShared_matchesContract",
            new Good() {
              @Override
              public Parts initialShared(ParameterLayout federated, Settings settings) {
                return Parts.ofScalars("rate", 0.5, 0.5);
              }
            });
  }

  private static void results(Twins<Trainer> twins) {
    twins
        .broken(
            "train_answers",
            new Good() {
              @Override
              public TrainingResult train(TrainingTask task) {
                return null;
              }
            })
        .broken(
            "train_isDeterministic",
            new Good() {
              private int calls;

              @Override
              double rate() {
                return 1.0 / (1 + calls++ % 7);
              }
            })
        .broken(
            "train_resultStays",
            new Changing() {
              private final float[] reused = new float[TrainerTasks.length()];

              @Override
              FloatVector weights(float[] weights) {
                System.arraycopy(weights, 0, reused, 0, reused.length);
                return new WeakVector(reused);
              }
            })
        .broken(
            "train_stateGoesRound",
            new Good() {
              @Override
              TrainingResult result(TrainingTask task, float[] weights) {
                boolean own = task.state().vectors().get("own") instanceof WeakVector;
                return new TrainingResult(
                    FloatVector.of(weights).scaled(own ? 2 : 1),
                    1,
                    Parts.ofCounts("steps", task.work().steps()),
                    new SiteState(1, Map.of("own", new WeakVector(weights)), Map.of()));
              }
            })
        .broken(
            "train_stopsWhenCancelled",
            new Good() {
              @Override
              boolean cancels() {
                return false;
              }
            })
        .broken(
            "advice_trainLowersTheLoss",
            new Good() {
              @Override
              double rate() {
                return -0.01;
              }
            })
        .broken(
            "train_weightsHaveTaskLength",
            new Changing() {
              @Override
              FloatVector weights(float[] weights) {
                float[] longer = java.util.Arrays.copyOf(weights, weights.length + 1);
                return FloatVector.of(longer);
              }
            })
        .broken(
            "train_scaleIsFinite",
            new Changing() {
              @Override
              double scale() {
                return Double.POSITIVE_INFINITY;
              }
            })
        .broken(
            "train_partsMatchContract",
            new Good() {
              @Override
              TrainingResult result(TrainingTask task, float[] weights) {
                TrainingResult good = super.result(task, weights);
                return new TrainingResult(good.weights(), 1, Parts.none(), good.state());
              }
            })
        .broken(
            "personal_hasTaskLength",
            new Good() {
              @Override
              public Optional<FloatVector> personal(SiteState state) {
                return Optional.of(FloatVector.zeros(Samples.sharedLength()));
              }
            });
  }

  private static void folds(Twins<Trainer> twins) {
    twins
        .broken(
            "fold_matchesContract",
            new Good() {
              @Override
              public Parts fold(Parts shared, SummedUpdate sum, int roster, Settings settings) {
                return Parts.none();
              }
            })
        .broken(
            "fold_isPure",
            new Good() {
              private int calls;

              @Override
              public Parts fold(Parts shared, SummedUpdate sum, int roster, Settings settings) {
                return Parts.ofScalars("rate", 1.0 / ++calls);
              }
            })
        .broken(
            "adapt_hasLengthOfInitial",
            new Good() {
              @Override
              public FloatVector adapt(
                  FloatVector in, Parts shared, Objective support, int steps, Settings s) {
                return FloatVector.zeros(1);
              }
            })
        .broken(
            "adapt_isDeterministic",
            new Good() {
              private int calls;

              @Override
              public FloatVector adapt(
                  FloatVector in, Parts shared, Objective support, int steps, Settings s) {
                return in.scaled(++calls);
              }
            })
        .broken(
            "adapt_acceptsNoSteps",
            new Good() {
              @Override
              public FloatVector adapt(
                  FloatVector in, Parts shared, Objective support, int steps, Settings s) {
                return in.scaled((double) Math.floorDiv(10, steps));
              }
            });
  }
}
