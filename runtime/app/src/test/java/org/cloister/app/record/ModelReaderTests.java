package org.cloister.app.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReaderTests {

  @TempDir Path folder;
  private Path description;
  private Path weights;

  @BeforeEach
  void names() {
    description = folder.resolve("model.json");
    weights = folder.resolve("weights.bin");
  }

  private void write(StoredModel stored) {
    ModelFiles.write(folder, stored.model(), stored.round(), stored.provenance());
  }

  private StoredModel read() {
    return ModelReader.read(folder, Vectors.onHeap());
  }

  private ErrorCode refusal() {
    return assertThrows(CloisterException.class, this::read).code();
  }

  @Test
  void read_whateverWasWritten_isEqual() {
    for (long seed = 0; seed < 200; seed++) {
      StoredModel written = new SampleModels(seed).next();
      write(written);

      StoredModel read = read();

      String why = "seed " + seed;
      assertEquals(written.model().spec(), read.model().spec(), why);
      assertEquals(written.model().preprocessing(), read.model().preprocessing(), why);
      assertEquals(written.model().version(), read.model().version(), why);
      assertEquals(written.round(), read.round(), why);
      assertEquals(written.provenance(), read.provenance(), why);
      assertArrayEquals(written.model().weights().toArray(), read.model().weights().toArray(), why);
      assertEquals(written.model().shared().scalars(), read.model().shared().scalars(), why);
      assertEquals(written.model().shared().counts(), read.model().shared().counts(), why);
      assertEquals(
          written.model().shared().tensors().keySet(),
          read.model().shared().tensors().keySet(),
          why);
      written
          .model()
          .shared()
          .tensors()
          .forEach(
              (name, part) ->
                  assertArrayEquals(
                      part.toArray(), read.model().shared().tensor(name).toArray(), why));
    }
  }

  @Test
  void read_noFolder_saysWhereAModelIs() {
    CloisterException refused = assertThrows(CloisterException.class, this::read);

    assertEquals(ErrorCode.MODEL_UNREADABLE, refused.code());
    assertTrue(refused.getMessage().contains("--out"), refused.getMessage());
  }

  @Test
  void read_anyByteOfTheWeightsChanged_isRefused() throws IOException {
    write(model(3));
    byte[] bytes = Files.readAllBytes(weights);
    for (int i = 0; i < bytes.length; i += 1 + bytes.length / 50) {
      byte[] altered = bytes.clone();
      altered[i] ^= 1;
      Files.write(weights, altered);
      assertEquals(ErrorCode.MODEL_ALTERED, refusal(), "byte " + i);
    }
  }

  @Test
  void read_weightsTruncatedOrLonger_isRefusedBeforeMemoryIsTaken() throws IOException {
    write(model(3));
    byte[] bytes = Files.readAllBytes(weights);
    for (int length : new int[] {0, 1, bytes.length - 1, bytes.length + 4}) {
      Files.write(weights, Arrays.copyOf(bytes, length));
      assertEquals(ErrorCode.MODEL_ALTERED, refusal(), "length " + length);
    }
    Files.delete(weights);
    assertEquals(ErrorCode.MODEL_UNREADABLE, refusal());
  }

  @Test
  void read_descriptionOfAnotherRun_isRefused() throws IOException {
    write(model(3));
    byte[] other = Files.readAllBytes(description);
    write(model(4));
    Files.write(description, other);

    assertEquals(ErrorCode.MODEL_ALTERED, refusal());
  }

  @Test
  void read_descriptionTruncated_isRefused() throws IOException {
    write(model(3));
    byte[] bytes = Files.readAllBytes(description);
    for (int length = 0; length < bytes.length - 1; length += 1 + bytes.length / 100) {
      Files.write(description, Arrays.copyOf(bytes, length));
      assertEquals(ErrorCode.MODEL_UNREADABLE, refusal(), "length " + length);
    }
  }

  @Test
  void read_descriptionTooLargeOrTooDeep_isRefused() throws IOException {
    write(model(3));
    Files.write(description, new byte[(16 << 20) + 1]);
    assertEquals(ErrorCode.MODEL_UNREADABLE, refusal());
    Files.writeString(description, "[".repeat(100_000));
    assertEquals(ErrorCode.MODEL_UNREADABLE, refusal());
    Files.writeString(description, "[]");
    assertEquals(ErrorCode.MODEL_UNREADABLE, refusal());
  }

  @Test
  void read_indentedAnew_isTheSame() throws IOException {
    StoredModel written = model(3);
    write(written);
    Files.writeString(description, Json.line(tree()));

    assertEquals(written.provenance(), read().provenance());
  }

  @Test
  void read_anySingleValueChanged_isRefused() throws IOException {
    ObjectNode original = tree(model(3));
    int places = places(original).size();
    assertTrue(places > 40, "places " + places);
    for (int i = 0; i < places; i++) {
      ObjectNode tree = original.deepCopy();
      places(tree).get(i).accept(JsonNodeFactory.instance.textNode("x"));
      Files.writeString(description, Json.pretty(tree));
      ErrorCode code = refusal();
      assertTrue(
          Set.of(ErrorCode.MODEL_ALTERED, ErrorCode.MODEL_UNREADABLE).contains(code),
          () -> code + " for\n" + Json.pretty(tree));
    }
  }

  @Test
  void read_anyValueChangedAndSealedAgain_isRefusedOrAnotherModelButNeverFailsOtherwise()
      throws IOException {
    ObjectNode original = tree(model(3));
    List<JsonNode> hostile =
        List.of(
            JsonNodeFactory.instance.textNode(""),
            JsonNodeFactory.instance.textNode("NaN"),
            JsonNodeFactory.instance.numberNode(-1),
            JsonNodeFactory.instance.numberNode(Long.MAX_VALUE),
            JsonNodeFactory.instance.numberNode(1e308),
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.arrayNode(),
            JsonNodeFactory.instance.objectNode());
    int refused = 0;
    int places = places(original).size();
    for (int i = 0; i < places; i++) {
      for (JsonNode value : hostile) {
        ObjectNode tree = original.deepCopy();
        places(tree).get(i).accept(value);
        if (tree.get("sha256").isTextual()) {
          tree.put("sha256", ModelJson.seal(tree).hex());
        }
        Files.writeString(description, Json.pretty(tree));
        try {
          assertNotEquals(null, read());
        } catch (CloisterException e) {
          assertTrue(
              Set.of(ErrorCode.MODEL_ALTERED, ErrorCode.MODEL_UNREADABLE).contains(e.code()),
              () -> e.describe() + "\n" + Json.pretty(tree));
          refused++;
        }
      }
    }
    assertTrue(refused > places * 6, refused + " of " + places * hostile.size());
  }

  @Test
  void read_fieldRemovedOrAdded_isRefused() throws IOException {
    ObjectNode original = tree(model(3));
    List<String> names = new ArrayList<>();
    original.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      ObjectNode tree = original.deepCopy();
      tree.remove(name);
      if (!name.equals("sha256")) {
        tree.put("sha256", ModelJson.seal(tree).hex());
      }
      Files.writeString(description, Json.pretty(tree));
      assertEquals(ErrorCode.MODEL_UNREADABLE, refusal(), name);
    }
    ObjectNode tree = original.deepCopy();
    tree.put("more", 1);
    tree.put("sha256", ModelJson.seal(tree).hex());
    Files.writeString(description, Json.pretty(tree));
    assertEquals(ErrorCode.MODEL_UNREADABLE, refusal());
  }

  private static StoredModel model(long seed) {
    return new SampleModels(seed).next();
  }

  private ObjectNode tree(StoredModel stored) throws IOException {
    write(stored);
    return tree();
  }

  private ObjectNode tree() throws IOException {
    return (ObjectNode)
        Json.parse(Files.readString(description), "model.json", ErrorCode.MODEL_UNREADABLE);
  }

  /** Setters of every value in the tree, containers among them. */
  private static List<Consumer<JsonNode>> places(JsonNode tree) {
    List<Consumer<JsonNode>> places = new ArrayList<>();
    if (tree instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        places.add(value -> object.set(name, value));
        places.addAll(places(object.get(name)));
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        places.add(value -> array.set(at, value));
        places.addAll(places(array.get(i)));
      }
    }
    return places;
  }
}
