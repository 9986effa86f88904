package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cloister.engine.coordinator.StreamingSum;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.SummedUpdate;
import org.cloister.model.VectorWriter;
import org.cloister.node.FileVectors;

/**
 * Averages large updates on a small heap and says how much memory that took. Run it with {@code
 * -Xmx256m -cp ... LargeAverage [sites] [parameters]}; without arguments 10 sites and 100 million
 * parameters, which takes 4.8 GB of disk in the folder for temporary files.
 *
 * <p>The update of site {@code s} has the value {@code (i mod 1000) + s} at index {@code i} and the
 * weight {@code s + 1}, so that the weighted mean is known in closed form at every index.
 */
public final class LargeAverage {
  private static final int CHUNK = 1 << 14;
  private static final int PERIOD = 1000;

  private LargeAverage() {}

  /** The run; throws if the mean is not the known one. */
  public static void main(String[] arguments) throws IOException {
    int sites = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    long length = arguments.length > 1 ? Long.parseLong(arguments[1]) : 100_000_000;
    Path folder = Files.createTempDirectory("cloister-large-average");
    try (FileVectors vectors = new FileVectors(folder)) {
      Digest base = Digest.of("base");
      List<Contribution> contributions = new ArrayList<>();
      for (int site = 0; site < sites; site++) {
        Parts parts = Parts.ofTensor(Part.DELTA, update(vectors, length, site));
        contributions.add(new Contribution(base, site + 1, parts));
      }
      Part delta =
          Part.weighted(Part.DELTA, new Part.Kind.Tensors(length, Double.POSITIVE_INFINITY));
      long start = System.nanoTime();
      SummedUpdate sum = StreamingSum.of(List.of(delta), base, contributions, vectors);
      double seconds = (System.nanoTime() - start) / 1e9;
      check(sum.mean(Part.DELTA), sites);
      System.out.printf(
          Locale.ROOT,
          "sites=%d parameters=%d seconds=%.1f peakResidentMiB=%d%n",
          sites,
          length,
          seconds,
          peakResidentBytes() >> 20);
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static FloatVector update(FileVectors vectors, long length, int site) {
    float[] values = new float[CHUNK];
    try (VectorWriter writer = vectors.create(length)) {
      for (long at = 0; at < length; at += CHUNK) {
        int count = (int) Math.min(CHUNK, length - at);
        for (int i = 0; i < count; i++) {
          values[i] = (at + i) % PERIOD + site;
        }
        writer.write(values, 0, count);
      }
      return writer.finish();
    }
  }

  /** The mean of s over sites with the weights s + 1 is 2 (sites - 1) / 3. */
  private static void check(FloatVector mean, int sites) {
    double shift = 2.0 * (sites - 1) / 3;
    float[] values = new float[CHUNK];
    for (long at = 0; at < mean.length(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, mean.length() - at);
      mean.read(at, values, 0, count);
      for (int i = 0; i < count; i++) {
        double expected = (at + i) % PERIOD + shift;
        // Two roundings to single precision: that of the sum and that of the mean.
        if (!(Math.abs(values[i] - expected) <= 2.5 * Math.ulp((float) expected))) {
          throw new IllegalStateException("the mean at " + (at + i) + " is wrong");
        }
      }
    }
  }

  /** The most physical memory that this process ever had; 0 where the system does not say. */
  private static long peakResidentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    return 0;
  }
}
