package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model whose bias stays at each site: used elsewhere it needs rows of that place, and the shared
 * slope stays the stored one.
 */
class HomeTensorTests {

  /** {@code y = slope * x + bias}, the slope SHARED, the bias HOME and at first 0. */
  private static final String SOURCE =
      """
      package guest;
      import java.util.*;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        public List<ModelArchitecture> architectures() { return List.of(new Biased()); }
        record Biased() implements ModelArchitecture {
          public String id() { return "biased"; }
          public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
            settings.requireOnly();
            int features = federated.dense(BatchInput.FEATURES).size();
            return ParameterLayout.of(Tensor.home("bias", 1), Tensor.shared("slope", features));
          }
          public void initialise(ParameterLayout layout, Settings s, long seed, VectorWriter out) {
            out.write(new float[layout.trainableLength()], 0, layout.trainableLength());
          }
          public ModelSession open(BatchSchema data, ParameterLayout layout, Settings settings,
              FloatVector frozen, int maxBatch) {
            return new Session(layout.trainableLength() - 1);
          }
        }
        record Session(int features) implements ModelSession {
          public int outputs() { return 1; }
          public double gradient(float[] w, Batch batch, float[] gradient) {
            Arrays.fill(gradient, 0f);
            float[] scores = new float[batch.rows()];
            predict(w, batch, scores);
            double loss = 0;
            for (int i = 0; i < batch.rows(); i++) {
              float weight = batch.exampleWeight()[i];
              float error = weight * (scores[i] - batch.target()[i]);
              loss += 0.5 * error * (scores[i] - batch.target()[i]) / batch.rows();
              for (int f = 0; f < features; f++) {
                gradient[f] += error * batch.dense(BatchInput.FEATURES)[i * features + f] / batch.rows();
              }
              gradient[features] += error / batch.rows();
            }
            return loss;
          }
          public void predict(float[] w, Batch batch, float[] scores) {
            for (int i = 0; i < batch.rows(); i++) {
              double score = w[features];
              for (int f = 0; f < features; f++) {
                score += w[f] * batch.dense(BatchInput.FEATURES)[i * features + f];
              }
              scores[i] = (float) score;
            }
          }
          public void close() {}
        }
      }
      """;

  @TempDir static Path folder;
  private static KeptModel kept;

  @BeforeAll
  static void train() throws IOException {
    TestHome home = TestHome.in(folder.resolve("home"));
    Path bundle =
        TestBundle.write(
            folder,
            folder.resolve("biased.jar"),
            "biased",
            List.of("org.cloister.model", "org.cloister.spi"),
            SOURCE);
    TestHome.Ran trusted = home.run("plugin", "trust", bundle);
    assertEquals(0, trusted.exit(), trusted.err());
    TestHome.Ran listed = home.run("plugin", "list");
    assertTrue(listed.out().contains("biased"), listed.out());
    assertTrue(!listed.out().contains("REFUSED"), listed.out());
    kept =
        KeptModel.train(
            home,
            folder.resolve("kept"),
            "standardise: none\nmissing: drop-row",
            "{plugin: biased}",
            "target: real");
  }

  @Test
  void predict_withoutRowsOfThePlace_isRefused() {
    TestHome.Ran ran = kept.predict(kept.testRows());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("CL-0802") && ran.err().contains("HOME"), ran.err());
  }

  @Test
  void predict_fitOn_fitsTheBiasThereAndKeepsTheSlope() throws IOException {
    float[] slope = new float[3];
    ByteBuffer.wrap(Files.readAllBytes(kept.model().resolve("weights.bin")))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(slope);
    Path high = shifted("high.csv", 50);
    Path low = shifted("low.csv", -50);

    double[] atHigh = predictions(kept.predict(kept.testRows(), "--fit-on", high));
    double[] atLow = predictions(kept.predict(kept.testRows(), "--fit-on", low));

    double bias = atHigh[0] - atLow[0];
    assertTrue(bias > 50, "the places differ by 100, the fits by " + bias);
    List<String> rows = Files.readAllLines(kept.testRows());
    double base = atHigh[0] - score(slope, rows.get(1));
    for (int i = 0; i < atHigh.length; i++) {
      assertEquals(bias, atHigh[i] - atLow[i], 1e-4, "row " + i);
      assertEquals(base + score(slope, rows.get(i + 1)), atHigh[i], 1e-4, "row " + i);
    }
  }

  @Test
  void predict_fitOnTwice_isTheSameToTheBit() {
    TestHome.Ran first = kept.predict(kept.testRows(), "--fit-on", kept.trainRows());
    TestHome.Ran second = kept.predict(kept.testRows(), "--fit-on", kept.trainRows());

    assertEquals(0, first.exit(), first.err());
    assertEquals(first.out(), second.out());
    assertTrue(first.err().contains("3 rounds of 20 steps"), first.err());
  }

  /** The training rows with another level of the label. */
  private static Path shifted(String name, double by) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (String line : Files.readAllLines(kept.trainRows()).subList(1, 201)) {
      int comma = line.lastIndexOf(',');
      rows.append(line, 0, comma + 1)
          .append(Double.parseDouble(line.substring(comma + 1)) + by)
          .append('\n');
    }
    return kept.rows(name, rows.toString());
  }

  /** Slope times features of a row: x, and one for b and for c. */
  private static double score(float[] slope, String row) {
    String[] cells = row.split(",");
    double score = slope[0] * (double) (float) Double.parseDouble(cells[0]);
    return score + (cells[1].equals("b") ? slope[1] : 0) + (cells[1].equals("c") ? slope[2] : 0);
  }

  private static double[] predictions(TestHome.Ran ran) {
    assertEquals(0, ran.exit(), ran.err());
    return ran.out()
        .lines()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
        .toArray();
  }
}
