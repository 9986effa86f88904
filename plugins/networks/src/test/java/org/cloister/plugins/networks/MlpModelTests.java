package org.cloister.plugins.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MlpModelTests {
  private static final BatchSchema SCHEMA = BatchSchema.ofFeatures(20, Target.CLASS, 5);

  private static ErrorCode refusal(BatchSchema schema, String... settings) {
    return assertThrows(
            CloisterException.class,
            () -> Fixture.model().layout(schema, schema, Settings.of(settings)))
        .code();
  }

  @Test
  void layout_isWeightsAndBiasOfEachLayer() {
    assertEquals(
        List.of(
            Tensor.shared("w1", 20, 8),
            Tensor.shared("b1", 8),
            Tensor.shared("w2", 8, 4),
            Tensor.shared("b2", 4),
            Tensor.shared("w3", 4, 5),
            Tensor.shared("b3", 5)),
        Fixture.model().layout(SCHEMA, SCHEMA, Settings.of("hidden", "8, 4")).tensors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "8,",
        "x",
        "8;4",
        "-3",
        "65537",
        "1e3",
        "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"
      })
  void layout_badHidden_isRefused(String hidden) {
    assertEquals(ErrorCode.SETTING_INVALID, refusal(SCHEMA, "hidden", hidden));
  }

  @Test
  void layout_otherSettingsOrData_areRefused() {
    assertEquals(ErrorCode.SETTING_UNKNOWN, refusal(SCHEMA, "layers", "2"));
    assertEquals(ErrorCode.SETTING_INVALID, refusal(SCHEMA, "activation", "gelu"));
    BatchSchema ids = new BatchSchema(List.of(new BatchInput.Ids("u", 3)), Target.REAL, 0);
    assertEquals(ErrorCode.SCHEMA_INVALID, refusal(ids));
  }

  @Test
  void initialise_isSeededAndBounded() {
    for (String activation : new String[] {"relu", "tanh"}) {
      try (Fixture fixture = Fixture.of(20, Target.CLASS, 5, "30", activation)) {
        float[] first = fixture.initial(7);
        assertArrayEquals(first, fixture.initial(7));
        assertFalse(Arrays.equals(first, fixture.initial(8)));
        double bound = Math.sqrt(6.0 / (activation.equals("relu") ? 20 : 50));
        assertBounded(first, 0, 600, bound);
        assertBounded(first, 600, 630, 0);
        assertBounded(first, 630, 780, Math.sqrt(6.0 / 35));
        assertBounded(first, 780, 785, 0);
      }
    }
  }

  /** All within the bound, and the largest of a hundred or more draws within a tenth of it. */
  private static void assertBounded(float[] values, int from, int to, double bound) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    assertTrue(largest <= bound + 1e-7 && largest >= 0.9 * bound, "largest " + largest);
  }

  @Test
  void open_otherLayout_isRefused() {
    ParameterLayout other = Fixture.model().layout(SCHEMA, SCHEMA, Settings.of("hidden", "3"));
    CloisterException e =
        assertThrows(
            CloisterException.class,
            () ->
                Fixture.model()
                    .open(SCHEMA, other, Settings.of("hidden", "4"), FloatVector.of(), 4));
    assertEquals(ErrorCode.SCHEMA_INVALID, e.code());
  }
}
