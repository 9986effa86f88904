package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Tensor;

/**
 * A model on disk: {@code weights.bin} has the SHARED values as little-endian IEEE 754 single
 * precision, then each tensor part that the trainer shares, in name order; {@code model.json} says
 * what they are, and the digest of the weights, by which a torn pair is seen.
 */
final class ModelFiles {

  private static final int CHUNK = 1 << 14;

  private ModelFiles() {}

  static void write(Path folder, Model model, int round, Provenance provenance) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.failed(folder, e);
    }
    byte[] json = Json.pretty(describe(model, round, provenance)).getBytes(StandardCharsets.UTF_8);
    Path weightsFile = folder.resolve("weights.bin");
    Path jsonFile = folder.resolve("model.json");
    // Both are on disk before either replaces the old one: a full disk must not cost the old model.
    Path weights =
        AtomicFile.beside(
            weightsFile,
            channel -> {
              write(channel, model.weights());
              for (FloatVector part : model.shared().tensors().values()) {
                write(channel, part);
              }
            });
    Path description = beside(jsonFile, json, weights);
    AtomicFile.put(weights, weightsFile);
    AtomicFile.put(description, jsonFile);
  }

  private static Path beside(Path jsonFile, byte[] json, Path weights) {
    try {
      return AtomicFile.beside(jsonFile, AtomicFile.bytes(json));
    } catch (CloisterException e) {
      AtomicFile.discard(weights);
      throw e;
    }
  }

  private static void write(FileChannel channel, FloatVector vector) throws IOException {
    float[] values = new float[(int) Math.min(CHUNK, vector.length())];
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < vector.length(); at += values.length) {
      int count = (int) Math.min(values.length, vector.length() - at);
      vector.read(at, values, 0, count);
      bytes.clear();
      bytes.asFloatBuffer().put(values, 0, count);
      bytes.limit(4 * count);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static ObjectNode describe(Model model, int round, Provenance provenance) {
    ObjectNode json = Json.object();
    json.put("schemaVersion", 1).put("version", model.version().hex()).put("round", round);
    ObjectNode weights = json.putObject("weights");
    weights.put("file", "weights.bin").put("type", "float32-le");
    weights.put("values", model.weights().length());
    weights.put("sha256", Digest.of(model.weights()).hex());
    ArrayNode layout = json.putArray("layout");
    for (Tensor tensor : model.spec().layout().tensors()) {
      ArrayNode shape =
          layout
              .addObject()
              .put("name", tensor.name())
              .put("placement", Names.of(tensor.placement()))
              .putArray("shape");
      tensor.shape().forEach(shape::add);
    }
    ArrayNode shared = json.putArray("shared");
    model
        .shared()
        .tensors()
        .forEach((name, part) -> shared.addObject().put("name", name).put("values", part.length()));
    ObjectNode spec = json.putObject("spec").put("architecture", model.spec().architecture());
    ObjectNode settings = spec.putObject("settings");
    model.spec().settings().values().forEach(settings::put);
    SchemaJson.write(spec.putArray("columns"), model.spec().schema());
    model.spec().base().ifPresent(base -> spec.put("base", base.hex()));
    SchemaJson.write(json.putObject("preprocessing"), model.preprocessing());
    provenance.write(json.putObject("provenance"));
    return json;
  }
}
