package org.cloister.app.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cloister.engine.data.Preparation;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.cloister.model.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTests {

  @TempDir Path folder;

  @Test
  void publish_descriptionCannotBeWritten_keepsTheOldPairWhole() throws IOException {
    Path out = folder.resolve("out");
    try (OutputFolder output = OutputFolder.create(out, Clock.systemUTC())) {
      output.publish(model(1, 2), 1, provenance());
      byte[] before = Files.readAllBytes(out.resolve("model/weights.bin"));
      Files.createDirectories(out.resolve("model/model.json.part/in-the-way"));

      Model next = model(3, 4);
      Provenance provenance = provenance();
      CloisterException refusal =
          assertThrows(CloisterException.class, () -> output.publish(next, 2, provenance));

      assertEquals(ErrorCode.STORAGE_FAILED, refusal.code());
      assertArrayEquals(before, Files.readAllBytes(out.resolve("model/weights.bin")));
      assertEquals(1, json(out.resolve("model/model.json")).get("round").asInt());
      assertFalse(Files.exists(out.resolve("model/weights.bin.part")));
    }
  }

  @Test
  void publish_model_writesBitsAndWhatTheyMean() throws IOException {
    Model model = model(1.5f, -0.25f);
    Path out = folder.resolve("out");
    try (OutputFolder output = OutputFolder.create(out, Clock.systemUTC())) {
      output.publish(model(0, 0), 1, provenance());
      output.publish(model, 2, provenance());
    }

    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(out.resolve("model/weights.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] weights = new float[2];
    bytes.asFloatBuffer().get(weights);
    assertArrayEquals(new float[] {1.5f, -0.25f}, weights);
    JsonNode json = json(out.resolve("model/model.json"));
    assertEquals(model.version().hex(), json.get("version").asText());
    assertEquals(Digest.of(model.weights()).hex(), json.at("/weights/sha256").asText());
    assertEquals("[2]", json.at("/layout/0/shape").toString());
    assertEquals("one-hot", json.at("/preprocessing/steps/0/step").asText());
    assertEquals("label", json.at("/spec/columns/2/type").asText());
    assertEquals(7, json.at("/provenance/seed").asLong());
    assertFalse(names(out.resolve("model")).contains("weights.bin.part"));
  }

  @Test
  void metrics_flatKeys_areNumbers() throws IOException {
    try (OutputFolder output = OutputFolder.create(folder, Clock.systemUTC())) {
      output.metrics(Map.of("final.test.union.auc", 0.875), false);
    }

    assertEquals(
        0.875, json(folder.resolve("metrics.json")).get("final.test.union.auc").asDouble());
    assertFalse(json(folder.resolve("metrics.json")).get("complete").asBoolean(true));
  }

  @Test
  void create_folderWithSomethingInIt_isRefusedAndUntouched() throws IOException {
    Files.writeString(folder.resolve("precious"), "x");

    CloisterException refused =
        assertThrows(CloisterException.class, () -> OutputFolder.create(folder, Clock.systemUTC()));

    assertEquals(ErrorCode.OUTPUT_EXISTS, refused.code());
    assertEquals(List.of("precious"), names(folder));
  }

  private static Model model(float... weights) {
    DataSchema schema =
        DataSchema.of(
            new Column.Numeric("age", 0, 120),
            new Column.Categorical("cp", List.of("1", "2")),
            new Column.Label("num", Target.BINARY, 2));
    ModelSpec spec =
        new ModelSpec(
            "logistic",
            Settings.none(),
            schema,
            ParameterLayout.of(Tensor.shared("w", 2)),
            Optional.empty());
    Preprocessing preprocessing =
        new Preprocessing(
            Preprocessing.Scope.SITE, List.of(new Transform.OneHot("cp", List.of("1", "2"), true)));
    return Model.of(spec, FloatVector.of(weights), Parts.none(), preprocessing);
  }

  private static Provenance provenance() {
    return new Provenance(
        "job",
        Digest.of("f"),
        Digest.of("t"),
        7,
        "open",
        "Nobody saw anything.",
        List.of("a"),
        List.of(),
        "0.1.0",
        new Recipe(
            new PluginUse("csv", Settings.none()),
            new Preparation(Preprocessing.Scope.SITE, Preparation.Missing.DROP_ROW, true),
            new PluginUse("sgd", Settings.none()),
            4,
            100,
            0));
  }

  private static JsonNode json(Path file) throws IOException {
    return Json.parse(Files.readString(file), file.toString(), ErrorCode.INTERNAL);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
