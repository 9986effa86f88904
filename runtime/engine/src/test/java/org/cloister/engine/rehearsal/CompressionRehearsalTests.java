package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.model.Part;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.junit.jupiter.api.Test;

/** Compressed changes still lead to the optimum, on the routes that can have them. */
class CompressionRehearsalTests {
  @Test
  void randomK_underASum_reachesTheOptimumAndSendsOneValueInstead() {
    Rehearsal job = Routes.twoSites();
    job.workflow = Plans.rounds(200, 1);
    job.route = Routes.secure(Optional.of(new RandomK()), Optional.empty());
    assertArrayEquals(new float[] {4, 4 / 3f}, job.weights(), 1e-3f);
    job.route =
        new AggregationRoute.Open(
            Optional.of(Configured.of(new RandomK())), Configured.of(new Mean()), Optional.empty());
    Federation federation = job.federation();
    federation.run();
    Message.Answer answer =
        (Message.Answer)
            federation.said.get("small").stream()
                .filter(Message.Answer.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertEquals(1, answer.contribution().parts().tensor(Part.DELTA).length());
  }

  @Test
  void topK_withErrorFeedback_reachesTheOptimum() {
    Rehearsal job = Routes.twoSites();
    job.workflow = Plans.rounds(1500, 1);
    job.train(new Sgd(), "rate", "0.01"); // what is left out stays of the order of the rate
    job.route =
        new AggregationRoute.Open(
            Optional.of(Configured.of(new TopOne())), Configured.of(new Mean()), Optional.empty());
    assertArrayEquals(new float[] {4, 4 / 3f}, job.weights(), 0.05f);
  }
}
