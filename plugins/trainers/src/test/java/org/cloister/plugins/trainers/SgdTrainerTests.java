package org.cloister.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.spi.LocalWork;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteState;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SgdTrainerTests {
  private static final ParameterLayout LAYOUT = ParameterLayout.of(Tensor.shared("w", 2));

  private final SgdTrainer trainer = new SgdTrainer();

  @Test
  void train_oneStep_isTheWeightsMinusRateTimesGradient() throws Exception {
    Settings settings = Settings.of("rate", "0.25");
    TrainingTask task = Tasks.of(Tasks.quadratic(1, 4, -2), 1, settings, 0, 2);

    // Gradient (0 - 4, 2 + 2): the step of FedSGD.
    assertArrayEquals(new float[] {1, 1}, trainer.train(task).weights().toArray());
  }

  @Test
  void train_noRateGiven_usesOneHundredth() throws Exception {
    TrainingTask task = Tasks.of(Tasks.scripted(1), 1, Settings.none(), 0);

    assertArrayEquals(new float[] {-0.01f}, trainer.train(task).weights().toArray());
  }

  @Test
  void train_quadraticWithoutMomentum_followsTheClosedForm() throws Exception {
    TrainingTask task = Tasks.of(Tasks.quadratic(2, 3), 20, Settings.of("rate", "0.1"), 1);

    // w_t = c + (w_0 - c) * (1 - rate * curvature)^t
    assertEquals(3 - 2 * StrictMath.pow(0.8, 20), trainer.train(task).weights().toArray()[0], 1e-6);
  }

  @Test
  void train_momentum_addsUpVelocity() throws Exception {
    Settings settings = Settings.of("rate", "1", "momentum", "0.5");
    TrainingTask task = Tasks.of(Tasks.scripted(1, 2, -4), 3, settings, 0);

    // v = 1, 2.5, -2.75; w = -1, -3.5, -0.75
    assertArrayEquals(new float[] {-0.75f}, trainer.train(task).weights().toArray());
  }

  @Test
  void train_momentumInTheNextRound_startsAfresh() throws Exception {
    Settings settings = Settings.of("rate", "1", "momentum", "0.5");
    TrainingResult first = trainer.train(Tasks.of(Tasks.scripted(1), 1, settings, 0));
    TrainingTask next = Tasks.of(Tasks.scripted(0), 1, settings, first.weights().toArray());
    TrainingTask remembered = Tasks.with(next, first.state(), new LocalWork(1, 1), Progress.none());

    assertArrayEquals(new float[] {-1}, trainer.train(remembered).weights().toArray());
  }

  @ParameterizedTest
  @CsvSource({"0, 1.375", "0.5, 1.375"})
  void train_weightDecay_addsAMultipleOfTheWeights(String momentum, float expected)
      throws Exception {
    Settings settings = Settings.of("rate", "0.25", "weight-decay", "0.75", "momentum", momentum);
    TrainingTask task = Tasks.of(Tasks.scripted(1), 1, settings, 2);

    // 2 - 0.25 * (1 + 0.75 * 2)
    assertArrayEquals(new float[] {expected}, trainer.train(task).weights().toArray());
  }

  @Test
  void train_inverseSqrt_dividesByTheRootOfTheStepOverAllRounds() throws Exception {
    Settings settings = Settings.of("rate", "1", "schedule", "inverse-sqrt");
    TrainingTask task = Tasks.of(Tasks.scripted(1), 1, settings, 0);

    assertEquals(-1f, trainer.train(task).weights().toArray()[0]);
    assertEquals(
        -0.25f,
        trainer
            .train(Tasks.with(task, task.state(), new LocalWork(1, 15), Progress.none()))
            .weights()
            .toArray()[0]);
  }

  @Test
  void train_twice_givesTheSameBitsAndLeavesTheStateAlone() throws Exception {
    Settings settings = Settings.of("rate", "0.1", "momentum", "0.9", "weight-decay", "0.01");
    TrainingTask task = Tasks.of(Tasks.quadratic(3, 0.1, 0.7), 50, settings, 1, -1);

    TrainingResult result = trainer.train(task);

    assertArrayEquals(result.weights().toArray(), trainer.train(task).weights().toArray());
    assertSame(task.state(), result.state());
    assertEquals(1, result.deltaScale());
  }

  @Test
  void train_eachStep_isReportedWithItsLoss() throws Exception {
    List<String> reports = new ArrayList<>();
    TrainingTask task = Tasks.of(Tasks.quadratic(2, 0), 3, Settings.of("rate", "0.25"), 2);

    trainer.train(
        Tasks.with(task, SiteState.empty(), new LocalWork(3, 9), new Listener(reports, 9)));

    assertEquals(List.of("1 4.0", "2 1.0", "3 0.25"), reports);
  }

  @Test
  void train_cancelled_stopsBeforeTheNextStep() {
    List<String> reports = new ArrayList<>();
    TrainingTask task =
        Tasks.with(
            Tasks.of(Tasks.quadratic(2, 0), 1_000_000_000L, Settings.none(), 2),
            SiteState.empty(),
            new LocalWork(1_000_000_000L, 0),
            new Listener(reports, 2));

    assertThrows(InterruptedException.class, () -> trainer.train(task));
    assertEquals(2, reports.size());
  }

  @Test
  void contract_goodSettings_sendsNothingBesideTheChange() {
    assertEquals(
        TrainerContract.plain(),
        trainer.contract(
            LAYOUT, Settings.of("rate", "1e-3", "momentum", "1", "schedule", "constant")));
  }

  @ParameterizedTest
  @CsvSource({
    "rate, 0",
    "rate, -1",
    "rate, NaN",
    "rate, x",
    "momentum, -0.1",
    "momentum, 1.1",
    "weight-decay, -1",
    "weight-decay, Infinity",
    "schedule, cosine"
  })
  void contract_settingOutsideItsRange_isRefused(String name, String value) {
    CloisterException refusal =
        assertThrows(
            CloisterException.class, () -> trainer.contract(LAYOUT, Settings.of(name, value)));

    assertEquals(ErrorCode.SETTING_INVALID, refusal.code());
  }

  @Test
  void contract_unknownSetting_isRefused() {
    assertEquals(
        ErrorCode.SETTING_UNKNOWN,
        assertThrows(
                CloisterException.class,
                () -> trainer.contract(LAYOUT, Settings.of("learning-rate", "1")))
            .code());
  }

  /** Writes reports down and cancels after some of them. */
  private record Listener(List<String> reports, int cancelAfter) implements Progress {
    @Override
    public void report(long step, double loss) {
      reports.add(step + " " + loss);
    }

    @Override
    public boolean cancelled() {
      return reports.size() >= cancelAfter;
    }
  }
}
