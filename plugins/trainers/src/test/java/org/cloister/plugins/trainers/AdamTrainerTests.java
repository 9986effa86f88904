package org.cloister.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.spi.LocalWork;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteState;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdamTrainerTests {
  private static final Settings HALVES =
      Settings.of("rate", "0.1", "beta1", "0.5", "beta2", "0.5", "epsilon", "1e-12");

  private final AdamTrainer trainer = new AdamTrainer();

  @Test
  void train_twoGradients_followsTheSequenceByHand() throws Exception {
    // Gradients 1, -2 and betas 1/2: m = 0.5, -0.75; v = 0.5, 2.25; corrected by 1/2 and 3/4:
    // 1 / sqrt(1), then -1 / sqrt(3).
    float first = train(Tasks.of(Tasks.scripted(1, -2), 1, HALVES, 0));
    float second = train(Tasks.of(Tasks.scripted(1, -2), 2, HALVES, 0));

    assertEquals(-0.1, first, 1e-8);
    assertEquals(-0.1 + 0.1 / 1.7320508075688772, second, 1e-8);
  }

  @Test
  void train_constantGradient_movesByTheRateWhateverItsSize() throws Exception {
    Settings settings = Settings.of("rate", "0.01");

    assertEquals(-0.1, train(Tasks.of(Tasks.scripted(1000), 10, settings, 0)), 1e-6);
    assertEquals(0.1, train(Tasks.of(Tasks.scripted(-0.01f), 10, settings, 0)), 1e-6);
  }

  @Test
  void train_noSettings_usesThoseOfThePaper() throws Exception {
    float paper =
        train(
            Tasks.of(
                Tasks.scripted(1, 3),
                2,
                Settings.of("rate", "0.001", "beta1", "0.9", "beta2", "0.999", "epsilon", "1e-8"),
                0));

    assertEquals(paper, train(Tasks.of(Tasks.scripted(1, 3), 2, Settings.none(), 0)));
  }

  @Test
  void train_keptMoments_twoRoundsEqualOneOfTwoSteps() throws Exception {
    Settings keep = HALVES.with("keep-moments", "true");

    assertEquals(train(Tasks.of(Tasks.scripted(1, -2), 2, HALVES, 0)), inTwoRounds(keep, 1, -2));
    assertNotEquals(
        train(Tasks.of(Tasks.scripted(1, -2), 2, HALVES, 0)), inTwoRounds(HALVES, 1, -2));
  }

  private float inTwoRounds(Settings settings, float gradient, float next) throws Exception {
    TrainingResult first = trainer.train(Tasks.of(Tasks.scripted(gradient), 1, settings, 0));
    TrainingTask second = Tasks.of(Tasks.scripted(next), 1, settings, first.weights().toArray());
    return train(Tasks.with(second, first.state(), new LocalWork(1, 1), Progress.none()));
  }

  @Test
  void train_momentsNotKept_leavesTheStateAlone() throws Exception {
    TrainingTask task = Tasks.of(Tasks.scripted(1), 1, HALVES, 0);

    assertSame(task.state(), trainer.train(task).state());
  }

  @Test
  void train_twice_givesTheSameBits() throws Exception {
    TrainingTask task = Tasks.of(Tasks.quadratic(2, 0.3, 5), 100, Settings.none(), 1, 1);

    assertArrayEquals(
        trainer.train(task).weights().toArray(), trainer.train(task).weights().toArray());
  }

  @Test
  void train_momentsOfAnotherModel_areRefused() throws Exception {
    Settings keep = HALVES.with("keep-moments", "true");
    SiteState state = trainer.train(Tasks.of(Tasks.scripted(1), 1, keep, 0)).state();
    TrainingTask longer = Tasks.of(Tasks.quadratic(1, 1, 1), 1, keep, 0, 0);
    SiteState newer = new SiteState(2, state.vectors(), state.blobs());

    for (TrainingTask task :
        new TrainingTask[] {
          Tasks.with(longer, state, longer.work(), Progress.none()),
          Tasks.with(
              Tasks.of(Tasks.scripted(1), 1, keep, 0), newer, longer.work(), Progress.none()),
          Tasks.with(
              Tasks.of(Tasks.scripted(1), 1, keep, 0),
              SiteState.empty().with("velocity", FloatVector.zeros(1)),
              longer.work(),
              Progress.none())
        }) {
      assertEquals(
          ErrorCode.SCHEMA_INVALID,
          assertThrows(CloisterException.class, () -> trainer.train(task)).code());
    }
  }

  @Test
  void train_cancelled_throws() {
    TrainingTask task = Tasks.of(Tasks.scripted(1), 5, HALVES, 0);
    Progress cancelled =
        new Progress() {
          @Override
          public void report(long step, double loss) {
            throw new AssertionError("no step may run");
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    assertThrows(
        InterruptedException.class,
        () -> trainer.train(Tasks.with(task, task.state(), task.work(), cancelled)));
  }

  @ParameterizedTest
  @CsvSource({
    "rate, 0",
    "beta1, 1",
    "beta1, -0.1",
    "beta2, 1",
    "beta2, 2",
    "epsilon, 0",
    "epsilon, -1",
    "keep-moments, yes"
  })
  void contract_settingOutsideItsRange_isRefused(String name, String value) {
    CloisterException refusal =
        assertThrows(
            CloisterException.class,
            () ->
                trainer.contract(
                    ParameterLayout.of(Tensor.shared("w", 1)), Settings.of(name, value)));

    assertEquals(ErrorCode.SETTING_INVALID, refusal.code());
  }

  @Test
  void contract_unknownSetting_isRefused() {
    CloisterException refusal =
        assertThrows(
            CloisterException.class,
            () ->
                trainer.contract(
                    ParameterLayout.of(Tensor.shared("w", 1)), Settings.of("momentum", "0.9")));

    assertEquals(ErrorCode.SETTING_UNKNOWN, refusal.code());
  }

  private float train(TrainingTask task) throws Exception {
    return trainer.train(task).weights().toArray()[0];
  }
}
