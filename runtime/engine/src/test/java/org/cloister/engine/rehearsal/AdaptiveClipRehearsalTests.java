package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.Needs;
import org.cloister.spi.TrainerContract;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.TrainingTask;
import org.junit.jupiter.api.Test;

/**
 * A clip norm that follows the median of the changes (Andrew et al. 2021): a scalar that the
 * trainer shares and folds from how many sites stayed below it.
 */
class AdaptiveClipRehearsalTests {
  private static final double RATE = 0.2;

  private static final class AdaptiveClip extends Sgd {
    @Override
    public TrainerContract contract(ParameterLayout federated, Settings settings) {
      return new TrainerContract(
          List.of(Part.plain("below", new Part.Kind.Counts(1, 1))),
          List.of(Part.plain("clip", new Part.Kind.Scalars(1, 0, 1e6, 1e-9))),
          Needs.nothing());
    }

    @Override
    public Parts initialShared(ParameterLayout federated, Settings settings) {
      return Parts.ofScalars("clip", 0.1);
    }

    @Override
    public TrainingResult train(TrainingTask task) {
      float[] before = task.initial().toArray();
      float[] after = descend(task, task.objective(), before.clone());
      double clip = task.shared().scalar("clip");
      double norm = Math.hypot(after[0] - before[0], after[1] - before[1]);
      for (int i = 0; i < 2; i++) {
        after[i] = (float) (before[i] + Math.min(1, clip / norm) * (after[i] - before[i]));
      }
      return new TrainingResult(
          FloatVector.of(after), 1, Parts.ofCounts("below", norm <= clip ? 1 : 0), task.state());
    }

    @Override
    public Parts fold(Parts shared, SummedUpdate sum, int rosterSize, Settings settings) {
      double share = (double) sum.sums().counts("below").get(0) / sum.participants();
      return Parts.ofScalars("clip", shared.scalar("clip") * StrictMath.exp(-RATE * (share - 0.5)));
    }
  }

  /** Leaves the weights, so that the changes keep their norms. */
  private static final class Still extends Mean {
    @Override
    public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
      return new Aggregated(task.model().weights(), task.state());
    }
  }

  @Test
  void adaptiveClip_manyRounds_staysAtTheMedianOfTheNorms() {
    Rehearsal job = new Rehearsal();
    for (int i = 1; i <= 5; i++) {
      job.site("site-" + i, new double[] {1, 6.0 * i, 8.0 * i}); // changes of norm 1 to 5
    }
    job.route = Rehearsal.open(new Still());
    job.workflow = Plans.rounds(100, 1);
    Federation federation = job.train(new AdaptiveClip(), "rate", "0.1").federation();
    assertEquals(100, ((JobOutcome.Completed) federation.run()).rounds());
    double clip = 0.1;
    for (int round = 0; round < 100; round++) {
      clip *= StrictMath.exp(-RATE * (Math.min(5, Math.floor(clip)) / 5 - 0.5));
      assertEquals(
          clip,
          federation.published.get(round).shared().scalar("clip"),
          "the same operations give the same bits, round " + (round + 1));
    }
    // Just below 3 two of five are below, at 3 three are: one step up, one step down.
    assertTrue(Math.abs(Math.log(clip / 3)) <= 0.1 * RATE, "clip was " + clip);
    assertLastChangesAreClipped(federation);
  }

  private static void assertLastChangesAreClipped(Federation federation) {
    double clip = federation.published.get(98).shared().scalar("clip");
    for (int i = 1; i <= 5; i++) {
      List<Message> said = federation.said.get("site-" + i);
      Message.Answer last = (Message.Answer) said.get(said.size() - 1);
      float[] delta = last.contribution().parts().tensor(Part.DELTA).toArray();
      assertEquals(Math.min(i, clip), Math.hypot(delta[0], delta[1]), 1e-5);
    }
  }
}
