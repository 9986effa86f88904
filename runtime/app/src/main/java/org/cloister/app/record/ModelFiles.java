package org.cloister.app.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.model.CloisterException;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;

/**
 * A model on disk: {@code weights.bin} has the SHARED values as little-endian IEEE 754 single
 * precision, then each tensor part that the trainer shares, in name order; {@code model.json} says
 * what they are, and has the digests by which a torn or altered folder is seen. {@link ModelReader}
 * reads it back.
 */
final class ModelFiles {

  static final String WEIGHTS = "weights.bin";
  static final String DESCRIPTION = "model.json";

  /** Values written or read at a time. */
  static final int CHUNK = 1 << 14;

  private ModelFiles() {}

  static void write(Path folder, Model model, int round, Provenance provenance) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.failed(folder, e);
    }
    byte[] json =
        Json.pretty(ModelJson.write(new StoredModel(model, round, provenance)))
            .getBytes(StandardCharsets.UTF_8);
    Path weightsFile = folder.resolve(WEIGHTS);
    Path jsonFile = folder.resolve(DESCRIPTION);
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
}
