package org.cloister.engine.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Resources;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.DropReason;
import org.cloister.spi.UpdateAggregator;
import org.junit.jupiter.api.Test;

class AnswerCheckTests {
  private static final List<Part> PARTS =
      List.of(
          Part.plain("rows", new Part.Kind.Counts(2, 10)),
          Part.plain("score", new Part.Kind.Scalars(2, -1, 1, 0.1)));

  private static final UpdateAggregator KEEP =
      new UpdateAggregator() {
        @Override
        public String id() {
          return "keep";
        }

        @Override
        public Aggregated aggregate(AggregationTask task, List<ReceivedUpdate> updates) {
          return new Aggregated(task.model().weights(), task.state());
        }
      };

  private static AnswerCheck.Verdict verdict(double weight, long count, double score) {
    Parts parts = Parts.ofCounts("rows", 3, count).with(Parts.ofScalars("score", 0.5, score));
    return AnswerCheck.of(
        new AggregationRoute.Open(Optional.empty(), Configured.of(KEEP), Optional.empty()),
        PARTS,
        new Message.Answer(
            1,
            new Contribution(Digest.of("base"), weight, parts),
            Optional.empty(),
            new Resources(1, 0, 0, 1, 0)),
        Vectors.onHeap());
  }

  @Test
  void of_queryThatWeighsMoreThanOnce_isInvalid() {
    assertEquals(Optional.of(DropReason.INVALID), verdict(1e300, 1, 0).refusal());
    assertEquals(Optional.empty(), verdict(1, 1, 0).refusal());
  }

  @Test
  void of_numbersOutOfTheirBounds_saturate() {
    Parts values = verdict(1, Long.MAX_VALUE, -1e300).contribution().orElseThrow().parts();
    assertEquals(List.of(3L, 10L), values.counts("rows"));
    assertEquals(List.of(0.5, -1.0), values.scalars("score"));
  }
}
