package org.cloister.samples.firststeps;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Writes made-up tables of ten features, {@code x1} to {@code x10}, and a target {@code y}. Only
 * {@code nextDouble} of a generator whose algorithm is fixed and {@link StrictMath} are used: the
 * same program gives the same bytes on every machine.
 *
 * <ul>
 *   <li>{@code sites/s0.csv} to {@code s9.csv}: 1000 rows of a linear relation, 100 a file.
 *   <li>{@code participants/p00.csv} to {@code p99.csv}: the same 1000 rows, ten a file.
 *   <li>{@code parties/a.csv}, {@code b.csv}, {@code c.csv}: 100 rows each of a relation with a
 *       kink and a product, which no linear model fits.
 * </ul>
 */
public final class Tables {

  private static final int FEATURES = 10;
  private static final long REGRESSION_SEED = 7;
  private static final long PARTIES_SEED = 8;

  private Tables() {}

  /**
   * Writes all tables into the folder that is named by the only argument.
   *
   * @throws IOException if that folder cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one argument is needed: the folder to write to");
    }
    write(Path.of(args[0]));
  }

  static void write(Path folder) throws IOException {
    List<String> rows = rows(1000, new SplittableRandom(REGRESSION_SEED), Tables::linear);
    cut(rows, 100, folder.resolve("sites"), i -> "s" + i);
    cut(rows, 10, folder.resolve("participants"), i -> String.format(Locale.ROOT, "p%02d", i));
    List<String> kinked = rows(300, new SplittableRandom(PARTIES_SEED), Tables::kinked);
    cut(kinked, 100, folder.resolve("parties"), List.of("a", "b", "c")::get);
  }

  /** Files of {@code each} rows, one after the other. */
  private static void cut(List<String> rows, int each, Path folder, IntFunction<String> name)
      throws IOException {
    Files.createDirectories(folder);
    String header =
        IntStream.rangeClosed(1, FEATURES).mapToObj(i -> "x" + i + ",").collect(joining()) + "y\n";
    for (int i = 0; i < rows.size() / each; i++) {
      String table = header + String.join("", rows.subList(i * each, (i + 1) * each));
      Files.writeString(folder.resolve(name.apply(i) + ".csv"), table, StandardCharsets.US_ASCII);
    }
  }

  private static List<String> rows(
      int count, SplittableRandom random, ToDoubleFunction<double[]> target) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double[] x = new double[FEATURES];
      for (int i = 0; i < FEATURES; i++) {
        // Rounded before the target is made of it, so that the file holds what the target knows.
        x[i] = StrictMath.rint(2000 * random.nextDouble() - 1000) / 1000;
      }
      double noise = 0.2 * (random.nextDouble() - 0.5);
      rows.add(
          Arrays.stream(x).mapToObj(Tables::number).collect(joining(","))
              + ","
              + number(target.applyAsDouble(x) + noise)
              + "\n");
    }
    return rows;
  }

  /** {@code 0.5 + sum((i - 5) / 10 * x_i)}. */
  private static double linear(double[] x) {
    double y = 0.5;
    for (int i = 0; i < x.length; i++) {
      y += (i - 4) / 10.0 * x[i];
    }
    return y;
  }

  private static double kinked(double[] x) {
    return Math.abs(x[0]) + x[1] * x[2] + 0.5 * x[3];
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
