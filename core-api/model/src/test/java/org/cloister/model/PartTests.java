package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class PartTests {

  private static final Digest BASE = Digest.of("base");

  private static void refused(ErrorCode code, Executable executable) {
    Refusals.message(code, executable);
  }

  @Test
  void kind_withWrongBounds_isRefused() {
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Tensors(-1, 1));
    refused(ErrorCode.SETTING_INVALID, () -> new Part.Kind.Tensors(1, 0));
    refused(ErrorCode.SETTING_INVALID, () -> new Part.Kind.Tensors(1, Double.NaN));
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Scalars(0, 0, 1, 0.1));
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Scalars(1, 1, 1, 0.1));
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Scalars(1, 0, 1, 0));
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Scalars(1, 0, 1, 2));
    refused(
        ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Scalars(1, 0, Double.POSITIVE_INFINITY, 0.1));
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Counts(0, 1));
    refused(ErrorCode.SCHEMA_INVALID, () -> new Part.Kind.Counts(1, 0));
    refused(ErrorCode.JOB_INVALID, () -> Part.plain("a b", new Part.Kind.Counts(1, 1)));
    assertEquals(3, new Part.Kind.Scalars(3, 0, 1, 1).length());
    assertEquals(4, new Part.Kind.Counts(4, 1).length());
  }

  @Test
  void parts_areSortedCopies() {
    List<Double> values = new ArrayList<>(List.of(1.0));
    Parts parts =
        new Parts(Map.of(), Map.of("c", List.of(3.0), "a", values, "b", List.of(2.0)), Map.of());
    values.set(0, 9.0);
    assertEquals(List.of("a", "b", "c"), List.copyOf(parts.scalars().keySet()));
    assertEquals(1.0, parts.scalar("a"));
    assertThrows(UnsupportedOperationException.class, () -> parts.scalars().clear());
    assertThrows(UnsupportedOperationException.class, () -> parts.scalars("a").clear());
    assertThrows(NullPointerException.class, () -> parts.tensor("a"));
  }

  @Test
  void with_theOthersWin() {
    Parts both =
        Parts.ofCounts("n", 1, 2).with(Parts.ofCounts("n", 3)).with(Parts.ofScalars("s", 4));
    assertEquals(List.of(3L), both.counts("n"));
    assertEquals(4, both.scalar("s"));
  }

  @Test
  void contribution_withAWrongWeight_isRefused() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(ErrorCode.NOT_FINITE, () -> new Contribution(BASE, wrong, Parts.none()));
    }
    assertEquals(0, new Contribution(BASE, 0, Parts.none()).weight());
  }

  @Test
  void sum_means_divideByTheWeight() {
    Parts sums = Parts.ofTensor("d", FloatVector.of(2, 4)).with(Parts.ofScalars("s", 6, 8));
    SummedUpdate sum = new SummedUpdate(BASE, 4, 2, sums);
    assertArrayEquals(new float[] {0.5f, 1}, sum.mean("d").toArray());
    assertEquals(1.5, sum.meanScalar("s"));
    assertEquals(List.of(1.5, 2.0), sum.meanScalars("s"));
    SummedUpdate weightless = new SummedUpdate(BASE, 0, 2, sums);
    refused(ErrorCode.ROUND_VOID, () -> weightless.mean("d"));
    refused(ErrorCode.ROUND_VOID, () -> new SummedUpdate(BASE, 1, 0, sums));
    refused(ErrorCode.ROUND_VOID, () -> new SummedUpdate(BASE, -1, 1, sums));
  }

  @Test
  void event_outOfRange_isRefused() {
    DpEvent fine = new DpEvent.Gaussian(0);
    List<Executable> wrong =
        List.of(
            () -> new DpEvent.Gaussian(-1),
            () -> new DpEvent.Gaussian(Double.NaN),
            () -> new DpEvent.Laplace(0),
            () -> new DpEvent.Laplace(Double.POSITIVE_INFINITY),
            () -> new DpEvent.DistributedDiscreteGaussian(0, 1, 1, 1, 1),
            () -> new DpEvent.DistributedDiscreteGaussian(1, 0, 1, 1, 1),
            () -> new DpEvent.DistributedDiscreteGaussian(1, 1, 1, 1, 0),
            () -> new DpEvent.Skellam(0, 1, 1),
            () -> new DpEvent.Skellam(1, 1, Double.NaN),
            () -> new DpEvent.PoissonSampled(1.01, fine),
            () -> new DpEvent.PoissonSampled(-0.01, fine),
            () -> new DpEvent.Repeated(fine, -1));
    wrong.forEach(event -> refused(ErrorCode.SETTING_INVALID, event));
  }

  @Test
  void resources_outOfRange_areRefused() {
    refused(ErrorCode.MESSAGE_MALFORMED, () -> new Resources(0, 0, 0, 0, 0));
    refused(ErrorCode.MESSAGE_MALFORMED, () -> new Resources(1, -1, 0, 0, 0));
    refused(ErrorCode.MESSAGE_MALFORMED, () -> new Resources(1, 0, Double.NaN, 0, 0));
    refused(ErrorCode.MESSAGE_MALFORMED, () -> new Resources(1, 0, 0, 0, Double.POSITIVE_INFINITY));
  }

  @Test
  void model_version_followsEveryPart() {
    DataSchema schema = DataSchema.of(new Column.Numeric("x", 0, 1));
    ParameterLayout layout = ParameterLayout.of(Tensor.shared("w", 2), Tensor.home("b", 3));
    ModelSpec spec = new ModelSpec("linear", Settings.none(), schema, layout, Optional.empty());
    Preprocessing none = Preprocessing.none();
    Model model = Model.of(spec, FloatVector.of(1, 2), Parts.none(), none);
    assertEquals(
        model.version(), Model.of(spec, FloatVector.of(1, 2), Parts.none(), none).version());
    assertNotEquals(
        model.version(), Model.of(spec, FloatVector.of(1, 3), Parts.none(), none).version());
    assertNotEquals(
        model.version(),
        Model.of(spec, FloatVector.of(1, 2), Parts.ofScalars("r", 1), none).version());
    refused(ErrorCode.SCHEMA_INVALID, () -> Model.of(spec, FloatVector.of(1), Parts.none(), none));
  }
}
