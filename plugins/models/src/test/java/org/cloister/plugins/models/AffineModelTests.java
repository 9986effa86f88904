package org.cloister.plugins.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.cloister.spi.ModelArchitecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AffineModelTests {

  private static void assertRefused(
      ErrorCode code, ModelArchitecture model, BatchSchema schema, String... settings) {
    CloisterException e =
        assertThrows(
            CloisterException.class, () -> model.layout(schema, schema, Settings.of(settings)));
    assertEquals(code, e.code(), e.getMessage());
  }

  @Test
  void layout_isWeightsThenBias() {
    assertEquals(
        List.of(Tensor.shared("weights", 7), Tensor.shared("bias", 1)),
        layout(Fixture.of("linear")));
    assertEquals(
        List.of(Tensor.shared("weights", 7), Tensor.shared("bias", 1)),
        layout(Fixture.of("logistic")));
    assertEquals(
        List.of(Tensor.shared("weights", 4, 7), Tensor.shared("bias", 4)),
        layout(Fixture.of("softmax")));
  }

  private static List<Tensor> layout(Fixture fixture) {
    return fixture.model().layout(fixture.schema(), fixture.schema(), Settings.none()).tensors();
  }

  @ParameterizedTest
  @CsvSource({
    "linear,BINARY,2",
    "linear,CLASS,3",
    "logistic,REAL,0",
    "logistic,CLASS,2",
    "softmax,BINARY,2",
    "softmax,COUNT,0"
  })
  void layout_otherTarget_isRefused(String id, Target target, int classes) {
    assertRefused(
        ErrorCode.SCHEMA_INVALID, Fixture.named(id), BatchSchema.ofFeatures(3, target, classes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "logistic", "softmax"})
  void layout_badSettingsOrData_areRefused(String id) {
    BatchSchema schema = Fixture.of(id).schema();
    assertRefused(ErrorCode.SETTING_UNKNOWN, Fixture.named(id), schema, "l1", "0");
    assertRefused(ErrorCode.SETTING_INVALID, Fixture.named(id), schema, "l2", "-1");
    assertRefused(ErrorCode.SETTING_INVALID, Fixture.named(id), schema, "l2", "NaN");
    assertRefused(ErrorCode.SETTING_INVALID, Fixture.named(id), schema, "initial", "ones");
    BatchSchema ids =
        new BatchSchema(List.of(new BatchInput.Ids("u", 3)), schema.target(), schema.classes());
    assertRefused(ErrorCode.SCHEMA_INVALID, Fixture.named(id), ids);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "logistic", "softmax"})
  void initialise_sameSeed_givesSameBits(String id) {
    Fixture uniform = Fixture.of(id, "initial", "uniform");
    float[] first = uniform.initial(5);
    assertArrayEquals(first, uniform.initial(5));
    assertFalse(Arrays.equals(first, uniform.initial(6)));
    double bound = 1 / Math.sqrt(Fixture.FEATURES);
    double largest = 0;
    for (float value : first) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest <= bound && largest > bound / 2, () -> Arrays.toString(first));
    Fixture zeros = Fixture.of(id);
    assertArrayEquals(new float[zeros.length()], zeros.initial(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear", "logistic", "softmax"})
  void session_wrongShapes_areRefused(String id) {
    Fixture fixture = Fixture.of(id);
    float[] point = fixture.point(1);
    float[] same = new float[point.length];
    float[] shorter = new float[point.length - 1];
    double[] norms = new double[8];
    AffineSession session = fixture.session();
    Batch batch = fixture.batch(8, 1);
    Batch none = fixture.batch(0, 1);
    Batch narrow =
        Fixture.of(
                id,
                BatchSchema.ofFeatures(3, fixture.schema().target(), fixture.schema().classes()))
            .batch(40, 1);
    Batch larger = new Batch(Fixture.MAX_BATCH + 1, batch.inputs());
    larger.setRows(Fixture.MAX_BATCH + 1);
    assertThrows(IllegalArgumentException.class, () -> session.gradient(point, none, same));
    assertThrows(IllegalArgumentException.class, () -> session.norms(point, none, norms));
    assertThrows(IllegalArgumentException.class, () -> session.gradient(point, narrow, same));
    assertThrows(IllegalArgumentException.class, () -> session.gradient(point, larger, same));
    assertThrows(IllegalArgumentException.class, () -> session.gradient(shorter, batch, same));
    assertThrows(IllegalArgumentException.class, () -> session.gradient(point, batch, shorter));
    assertThrows(
        IllegalArgumentException.class, () -> session.hessianProduct(point, batch, shorter, same));
    assertThrows(
        IllegalArgumentException.class, () -> session.hessianProduct(point, batch, same, shorter));
    session.predict(point, none, new float[0]);
  }

  @Test
  void softmax_targetOutsideClasses_isRefused() {
    Fixture fixture = Fixture.of("softmax");
    for (float target : new float[] {-1, 4, 0.5f, Float.NaN}) {
      Batch batch = fixture.batch(3, 1);
      batch.target()[1] = target;
      assertThrows(IllegalArgumentException.class, () -> fixture.gradient(fixture.point(1), batch));
    }
  }

  @Test
  void open_otherLayout_isRefused() {
    Fixture fixture = Fixture.of("linear");
    ParameterLayout other =
        ParameterLayout.of(Tensor.shared("weights", 6), Tensor.shared("bias", 1));
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () ->
                fixture
                    .model()
                    .open(fixture.schema(), other, Settings.none(), FloatVector.of(), 4));
    assertEquals(ErrorCode.SCHEMA_INVALID, e.code());
  }
}
