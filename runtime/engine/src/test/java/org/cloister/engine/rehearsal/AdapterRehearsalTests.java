package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.port.Configured;
import org.junit.jupiter.api.Test;

/** A frozen base and shared adapters. */
class AdapterRehearsalTests {
  private static final float[] BASE = {1, -1};

  private static Rehearsal adapters(float... base) {
    Rehearsal job =
        new Rehearsal()
            .site("two", new double[] {1, 3, 0}, new double[] {1, 3, 0})
            .site("one", new double[] {1, 0, -6});
    job.architecture = Configured.of(new LowRank());
    job.base = Optional.of(FloatVector.of(base));
    job.workflow = Plans.rounds(1000, 1);
    return job.train(new Sgd(), "rate", "0.2");
  }

  @Test
  void lora_oneLocalStep_effectiveWeightsReachTheOptimum() {
    Rehearsal job = adapters(BASE);
    Federation federation = job.federation();
    JobOutcome.Completed end = (JobOutcome.Completed) federation.run();
    Model model = end.model().orElseThrow();
    // The union's optimum: (2 * 3 + 0) / 3 and (0 - 6) / 3.
    assertArrayEquals(
        new float[] {2, -2}, LowRank.effective(BASE, model.weights().toArray()), 1e-4f);
    assertEquals(Optional.of(Digest.of(FloatVector.of(BASE))), model.spec().base());
    assertArrayEquals(BASE, job.base.orElseThrow().toArray());
    assertOnlyAdaptersTravel(federation);
  }

  private static void assertOnlyAdaptersTravel(Federation federation) {
    int broadcasts = 0;
    int answers = 0;
    for (var said : federation.said.values()) {
      for (Message message : said) {
        if (message instanceof Message.Broadcast broadcast) {
          assertEquals(3, broadcast.weights().length());
          assertTrue(broadcast.shared().tensors().isEmpty());
          broadcasts++;
        } else if (message instanceof Message.Answer answer) {
          assertEquals(1, answer.contribution().parts().tensors().size());
          assertEquals(3, answer.contribution().parts().tensor("delta").length());
          answers++;
        }
      }
    }
    assertEquals(2 * 1000, answers);
    assertTrue(broadcasts > 2, "each site must have seen more than the first model");
  }

  @Test
  void lora_baseOfAnotherLength_isRefusedBeforeAnythingStarts() {
    Federation federation = adapters(1, -1, 0).federation();
    JobOutcome.Failed failed = (JobOutcome.Failed) federation.run();
    assertEquals(ErrorCode.JOB_INVALID, failed.code());
    assertTrue(
        failed.reason().contains("base model must have 2") && failed.reason().contains("has 3"),
        failed.reason());
    assertTrue(federation.history.isEmpty());
  }
}
