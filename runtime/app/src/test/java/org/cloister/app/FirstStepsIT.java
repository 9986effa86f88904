package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs of the first steps do what their README shows, in the real distribution. */
class FirstStepsIT {
  private static final Path HOME = Path.of(System.getProperty("cloister.distribution"));
  private static final Path SAMPLE = HOME.resolve("samples/first-steps");
  private static final String CLOISTER = HOME.resolve("bin/cloister").toString();

  @TempDir Path folder;

  @Test
  void ownWorkflow_withAnAgentOfOnesOwn_endsAsTheReadmeShows() throws Exception {
    SampleBuild build = SampleBuild.orSkip(folder);
    Installation installation = Installation.copyTo(folder.resolve("installation"));
    Path sample = installation.home().resolve("samples/first-steps");
    build.run(installation.home(), sample.resolve("own-agent"));
    String jar = sample.resolve("own-agent/target/early-stop-1.0.0.jar").toString();
    assertEquals(0, installation.cloister("plugin", "trust", jar).exit());

    Installation.Ran ran =
        installation.cloister("simulate", sample.resolve("own-workflow.yaml").toString());

    assertEquals(0, ran.exit(), ran.output());
    assertReadmeShows(ran, "rounds ", "metrics ");
  }

  @Test
  void network_lossOfEachRound_isAsTheReadmeShows() throws Exception {
    Path out = folder.resolve("out");
    Installation.Ran ran =
        Installation.run(SAMPLE, CLOISTER, "simulate", "network.yaml", "--out", out.toString());

    assertEquals(0, ran.exit(), ran.output());
    assertEquals(curve(out.resolve("report.html")), curve(SAMPLE.resolve("network-loss.svg")));
    assertEquals(10, ran.output().lines().filter(line -> line.startsWith("round ")).count());
    assertReadmeShows(ran, "round ");
  }

  /** The first curve of a report, or of the picture that was taken from one. */
  private static String curve(Path file) throws IOException {
    Matcher line = Pattern.compile("<path class=\"line[^>]*>").matcher(Files.readString(file));
    assertTrue(line.find(), () -> "no curve in " + file);
    return line.group();
  }

  /** A part of the jobs of the README, at all of their sites. */
  @ParameterizedTest
  @CsvSource({"regression, 25", "fedsgd-sum, 5"})
  void linearRegression_someRounds_isCentralGradientDescent(String name, int rounds)
      throws Exception {
    Files.createSymbolicLink(folder.resolve("data"), SAMPLE.resolve("data"));
    String job = Files.readString(SAMPLE.resolve(name + ".yaml"));
    assertTrue(job.contains("rounds: 100"));
    Path shorter = folder.resolve(name + ".yaml");
    Files.writeString(shorter, job.replace("rounds: 100", "rounds: " + rounds));
    requireCentralGradientDescent(shorter, rounds);
  }

  @Tag("large")
  @ParameterizedTest
  @ValueSource(strings = {"regression", "fedsgd-mean", "fedsgd-sum"})
  void linearRegression_hundredRounds_isCentralGradientDescent(String job) throws Exception {
    requireCentralGradientDescent(SAMPLE.resolve(job + ".yaml"), 100);
  }

  /** With equal sites and one step each, this is gradient descent on all rows. */
  private void requireCentralGradientDescent(Path job, int rounds) throws Exception {
    Path out = folder.resolve("out");
    Installation.Ran ran =
        Installation.run(SAMPLE, CLOISTER, "simulate", job.toString(), "--out", out.toString());
    assertEquals(0, ran.exit(), ran.output());

    ByteBuffer weights =
        ByteBuffer.wrap(Files.readAllBytes(out.resolve("model/weights.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    double[] federated = new double[weights.remaining() / Float.BYTES];
    Arrays.setAll(federated, i -> weights.getFloat());
    assertArrayEquals(central(rows(), rounds, 0.5), federated, 1e-6);
  }

  /** Ten slopes and the bias, from zero. */
  private static double[] central(List<double[]> rows, int steps, double rate) {
    double[] weights = new double[11];
    for (int step = 0; step < steps; step++) {
      double[] gradient = new double[11];
      for (double[] row : rows) {
        double residual = weights[10] - row[10];
        for (int i = 0; i < 10; i++) {
          residual += weights[i] * row[i];
        }
        for (int i = 0; i < 10; i++) {
          gradient[i] += residual * row[i];
        }
        gradient[10] += residual;
      }
      for (int i = 0; i < 11; i++) {
        weights[i] -= rate * gradient[i] / rows.size();
      }
    }
    return weights;
  }

  private static List<double[]> rows() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLE.resolve("data/sites"))) {
      List<double[]> rows = files.sorted().flatMap(FirstStepsIT::rows).toList();
      assertEquals(1000, rows.size());
      return rows;
    }
  }

  private static Stream<double[]> rows(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .skip(1)
          .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertReadmeShows(Installation.Ran ran, String... beginnings)
      throws IOException {
    List<String> readme =
        Files.readAllLines(SAMPLE.resolve("README.md")).stream()
            .map(FirstStepsIT::withoutTime)
            .toList();
    for (String beginning : beginnings) {
      List<String> lines = ran.output().lines().filter(l -> l.startsWith(beginning)).toList();
      assertTrue(!lines.isEmpty(), () -> "nothing begins with " + beginning + ran.output());
      for (String line : lines) {
        assertTrue(
            readme.contains(withoutTime(line)), () -> "the README shows something else: " + line);
      }
    }
  }

  private static String withoutTime(String line) {
    return line.replaceFirst(" {2}[0-9.]+ s$", "");
  }
}
