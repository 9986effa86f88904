package org.cloister.app.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Ids;
import org.cloister.model.Parts;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;

/**
 * The numbers of a model.
 *
 * @param file where they are
 * @param values how many of them are weights
 * @param digest of the weights
 * @param tensors the lengths of the shared tensor parts behind them
 * @param scalars shared parts that stand in the description
 * @param counts shared parts that stand in the description
 */
record WeightsFile(
    Path file,
    long values,
    Digest digest,
    Map<String, Long> tensors,
    Map<String, List<Double>> scalars,
    Map<String, List<Long>> counts) {

  /** What was read. */
  record Read(FloatVector weights, Parts shared) {}

  static WeightsFile of(Path file, StrictJson weights, StrictJson shared) {
    weights.requireText("file", ModelFiles.WEIGHTS);
    weights.requireText("type", "float32-le");
    Map<String, Long> tensors = new LinkedHashMap<>();
    for (StrictJson part : shared.objects("tensors")) {
      put(tensors, part, part.whole("values", 0, Long.MAX_VALUE));
    }
    Map<String, List<Double>> scalars = new TreeMap<>();
    for (StrictJson part : shared.objects("scalars")) {
      put(scalars, part, part.numbers("values"));
    }
    Map<String, List<Long>> counts = new TreeMap<>();
    for (StrictJson part : shared.objects("counts")) {
      put(counts, part, part.wholes("values", Long.MIN_VALUE, Long.MAX_VALUE));
    }
    shared.end();
    WeightsFile described =
        new WeightsFile(
            file,
            weights.whole("values", 0, Long.MAX_VALUE),
            weights.digest("sha256"),
            tensors,
            scalars,
            counts);
    weights.end();
    return described;
  }

  private static <T> void put(Map<String, T> parts, StrictJson part, T value) {
    String name = Ids.require("part name", part.text("name"));
    if (parts.put(name, value) != null) {
      throw part.refuse("must have each shared part once, has one twice");
    }
    part.end();
  }

  /** Reads all of it, after a look at the sizes. */
  Read read(long layoutLength, Vectors vectors) {
    CloisterException.require(
        values == layoutLength,
        ErrorCode.MODEL_UNREADABLE,
        "The weights must have as many values as the layout, "
            + layoutLength
            + ", are said to have "
            + values
            + ".");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      requireSize(channel.size());
      FloatVector weights = vector(channel, values, vectors);
      Map<String, FloatVector> parts = new TreeMap<>();
      for (Map.Entry<String, Long> part : tensors.entrySet()) {
        parts.put(part.getKey(), vector(channel, part.getValue(), vectors));
      }
      return new Read(weights, new Parts(parts, scalars, counts));
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.MODEL_UNREADABLE,
          "The file " + file + " must be readable; check its name and permissions.",
          e);
    }
  }

  private void requireSize(long bytes) {
    long expected;
    try {
      expected = values;
      for (long length : tensors.values()) {
        expected = Math.addExact(expected, length);
      }
      expected = Math.multiplyExact(expected, Float.BYTES);
    } catch (ArithmeticException e) {
      expected = Long.MAX_VALUE;
    }
    CloisterException.require(
        bytes == expected,
        ErrorCode.MODEL_ALTERED,
        "The file "
            + file
            + " must have "
            + expected
            + " bytes, has "
            + bytes
            + "; the folder was altered or is half of another one. Take it from where it was made,"
            + " or run the job again.");
  }

  private static FloatVector vector(FileChannel channel, long length, Vectors vectors)
      throws IOException {
    float[] values = new float[(int) Math.min(ModelFiles.CHUNK, length)];
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    try (VectorWriter out = vectors.create(length)) {
      for (long at = 0; at < length; at += values.length) {
        int count = (int) Math.min(values.length, length - at);
        bytes.clear().limit(Float.BYTES * count);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes) < 0) {
            throw new IOException("the file became shorter while it was read");
          }
        }
        bytes.flip().asFloatBuffer().get(values, 0, count);
        out.write(values, 0, count);
      }
      return out.finish();
    }
  }
}
