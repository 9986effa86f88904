package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** What NumPy reaches at clipping and stochastic rounding, as the peer beside our own figures. */
final class NumpyQuantise {
  private static final String PROGRAM =
      """
      import sys, time
      import numpy as np
      n = int(sys.argv[1])
      x = ((np.arange(n) % 2001 - 1000) * float(sys.argv[2])).astype(np.float32)
      generator = np.random.default_rng(7)
      scale = np.float32(65535 / 6)
      best = 1e9
      for turn in range(3):
          start = time.process_time()
          steps = (np.clip(x, -3, 3) + np.float32(3)) * scale
      ROUNDING
          best = min(best, time.process_time() - start)
      print(n * 1e-6 / best)
      """;

  /** How the chance is drawn. */
  enum Way {
    /** The fastest that we know, with a generator whose bits are no secret. */
    TUNED(
        """
        below = np.floor(steps)
        up = generator.random(n, dtype=np.float32) < steps - below
        whole = (below + up).astype(np.int64)
        """),

    /** The steps of SecAgg+ in Flower: up to the next, and down again by a chance in doubles. */
    SECAGG_PLUS(
        """
        whole = np.ceil(steps).astype(np.int32)
        down = np.random.rand(n) < whole - steps
        whole[down] -= 1
        """);

    private final String program;

    Way(String rounding) {
      this.program = PROGRAM.replace("ROUNDING", rounding.strip().indent(4).stripTrailing());
    }
  }

  private NumpyQuantise() {}

  /**
   * In millions a second of processor time; empty where there is no Python with NumPy.
   *
   * @param slope values go from -1000 to 1000 times this
   */
  static OptionalDouble millionValuesASecond(Way way, int length, double slope) {
    try {
      Process process =
          new ProcessBuilder(
                  "/usr/bin/python3",
                  "-c",
                  way.program,
                  Integer.toString(length),
                  Double.toString(slope))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0
          ? OptionalDouble.of(Double.parseDouble(said.strip()))
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }
}
