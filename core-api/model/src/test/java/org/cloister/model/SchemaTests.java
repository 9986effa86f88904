package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class SchemaTests {

  private static void refused(Executable executable) {
    Refusals.message(ErrorCode.SCHEMA_INVALID, executable);
  }

  @Test
  void column_withWrongBounds_isRefused() {
    refused(() -> new Column.Numeric("x", 1, 1));
    refused(() -> new Column.Numeric("x", Double.NaN, 1));
    refused(() -> new Column.Categorical("x", List.of()));
    refused(() -> new Column.Categorical("x", List.of("a", "a")));
    refused(() -> new Column.Image("x", 0, 1, 1));
    refused(() -> new Column.Image("x", 1, 1, 0));
    refused(() -> new Column.Entity("x", 0));
    Refusals.message(ErrorCode.JOB_INVALID, () -> new Column.Text("not an id"));
  }

  @Test
  void label_withOtherClassesThanItsTarget_isRefused() {
    refused(() -> new Column.Label("y", Target.CLASS, 1));
    refused(() -> new Column.Label("y", Target.BINARY, 3));
    refused(() -> new Column.Label("y", Target.REAL, 2));
    refused(() -> new Column.Label("y", Target.COUNT, 1));
    assertEquals(2, new Column.Label("y", Target.CLASS, 2).classes());
  }

  @Test
  void dataSchema_withWrongColumns_isRefused() {
    Column x = new Column.Numeric("x", 0, 1);
    Column y = new Column.Label("y", Target.REAL, 0);
    refused(() -> DataSchema.of());
    refused(() -> DataSchema.of(x, new Column.Text("x")));
    refused(() -> DataSchema.of(y, new Column.Label("z", Target.REAL, 0)));
    DataSchema schema = DataSchema.of(x, y);
    assertEquals(1, schema.index("y"));
    assertEquals(Optional.of(y), schema.label());
    assertEquals(Optional.empty(), DataSchema.of(x).label());
    refused(() -> schema.index("z"));
  }

  @Test
  void batchSchema_withoutTheInput_saysWhatThereIs() {
    BatchSchema schema = BatchSchema.ofFeatures(3, Target.REAL, 0);
    assertEquals(3, schema.dense(BatchInput.FEATURES).size());
    assertEquals(List.of("x0", "x1", "x2"), schema.dense(BatchInput.FEATURES).featureNames());
    String message =
        Refusals.message(ErrorCode.SCHEMA_INVALID, () -> schema.ids(BatchInput.FEATURES));
    assertTrue(message.contains("[features]"), message);
  }

  @Test
  void layout_offsets_countByPlacement() {
    ParameterLayout layout =
        ParameterLayout.of(
            Tensor.home("h1", 4),
            Tensor.shared("s1", 2, 3),
            Tensor.frozen("f1", 7),
            Tensor.home("h2"),
            Tensor.shared("s2", 5),
            Tensor.frozen("f2", 1));
    assertEquals(11, layout.length(Placement.SHARED));
    assertEquals(5, layout.length(Placement.HOME));
    assertEquals(8, layout.length(Placement.FROZEN));
    assertEquals(16, layout.trainableLength());
    assertEquals(0, layout.offset("s1"));
    assertEquals(6, layout.offset("s2"));
    assertEquals(11, layout.offset("h1"));
    assertEquals(15, layout.offset("h2"));
    assertEquals(0, layout.offset("f1"));
    assertEquals(7, layout.offset("f2"));
    assertEquals(List.of("s1", "s2"), layout.shared().stream().map(Tensor::name).toList());
    refused(() -> layout.offset("s3"));
  }

  @Test
  void layout_withWrongTensors_isRefused() {
    refused(() -> ParameterLayout.of());
    refused(() -> ParameterLayout.of(Tensor.shared("w", 1), Tensor.home("w", 1)));
    refused(() -> Tensor.shared("w", 2, 0));
    Refusals.message(ErrorCode.JOB_INVALID, () -> Tensor.shared("a b", 2));
  }

  @Test
  void transform_withWrongNumbers_isRefused() {
    refused(() -> new Transform.Impute("x", Double.NaN));
    refused(() -> new Transform.Standardise("x", 0, -1));
    refused(() -> new Transform.HashText("x", 0, 1));
    refused(() -> new Transform.ScaleImage("x", 0, 0));
    assertEquals(0, new Transform.Standardise("x", 1, 0).standardDeviation());
  }
}
