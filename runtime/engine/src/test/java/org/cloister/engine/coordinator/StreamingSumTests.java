package org.cloister.engine.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.junit.jupiter.api.Test;

class StreamingSumTests {
  private static final Digest BASE = Digest.of("base");

  @Test
  void of_weightedAndPlainParts_sumsEachAsItSays() {
    List<Part> parts =
        List.of(
            Part.weighted("w", new Part.Kind.Tensors(2, 9)),
            Part.plain("p", new Part.Kind.Tensors(1, 9)),
            Part.weighted("s", new Part.Kind.Scalars(1, 0, 9, 0.1)),
            Part.plain("c", new Part.Kind.Counts(2, 9)));
    Contribution one =
        new Contribution(
            BASE,
            2,
            new Parts(
                Map.of("w", FloatVector.of(1, 2), "p", FloatVector.of(5)),
                Map.of("s", List.of(0.5)),
                Map.of("c", List.of(1L, 2L))));
    Contribution two =
        new Contribution(
            BASE,
            3,
            new Parts(
                Map.of("w", FloatVector.of(10, 20), "p", FloatVector.of(7)),
                Map.of("s", List.of(1.5)),
                Map.of("c", List.of(3L, 4L))));
    SummedUpdate sum = StreamingSum.of(parts, BASE, List.of(one, two), Vectors.onHeap());
    assertEquals(5, sum.weightSum());
    assertEquals(List.of(32f, 64f), boxed(sum.sums().tensor("w")));
    assertEquals(List.of(12f), boxed(sum.sums().tensor("p")));
    assertEquals(List.of(5.5), sum.sums().scalars("s"));
    assertEquals(List.of(4L, 6L), sum.sums().counts("c"));
    assertEquals(List.of(6.4f, 12.8f), boxed(sum.mean("w")));
  }

  @Test
  void of_lengthsAroundTheChunk_equalsTheSumInDoublePrecision() {
    SplittableRandom random = new SplittableRandom(3);
    for (int length : new int[] {0, 1, 4095, 4096, 4097, 10_000}) {
      List<Contribution> contributions = new ArrayList<>();
      double[] expected = new double[length];
      for (int site = 0; site < 5; site++) {
        float[] values = new float[length];
        double weight = random.nextDouble(100);
        for (int i = 0; i < length; i++) {
          values[i] = (float) random.nextDouble(-1, 1);
          expected[i] += weight * values[i];
        }
        contributions.add(
            new Contribution(BASE, weight, Parts.ofTensor("w", FloatVector.of(values))));
      }
      List<Part> parts = List.of(Part.weighted("w", new Part.Kind.Tensors(length, 9)));
      float[] actual =
          StreamingSum.of(parts, BASE, contributions, Vectors.onHeap())
              .sums()
              .tensor("w")
              .toArray();
      for (int i = 0; i < length; i++) {
        assertEquals((float) expected[i], actual[i]);
      }
    }
  }

  @Test
  void of_countsThatOverflow_isNotSilent() {
    Contribution huge = new Contribution(BASE, 1, Parts.ofCounts("c", Long.MAX_VALUE));
    List<Part> parts = List.of(Part.plain("c", new Part.Kind.Counts(1, Long.MAX_VALUE)));
    assertThrows(
        ArithmeticException.class,
        () -> StreamingSum.of(parts, BASE, List.of(huge, huge), Vectors.onHeap()));
  }

  private static List<Float> boxed(FloatVector vector) {
    List<Float> values = new ArrayList<>();
    for (float value : vector.toArray()) {
      values.add(value);
    }
    return values;
  }
}
