package org.cloister.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** What openssl reaches on this machine, as the limit beside our own figures. */
final class OpensslSpeed {
  private OpensslSpeed() {}

  /** AES-256 in counter mode in GB/s, 16 KiB a call; empty where there is no openssl. */
  static OptionalDouble counterMode() {
    try {
      Process process =
          new ProcessBuilder(
                  "openssl",
                  "speed",
                  "-mr",
                  "-seconds",
                  "1",
                  "-bytes",
                  "16384",
                  "-evp",
                  "aes-256-ctr")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(20, TimeUnit.SECONDS);
      return said.lines()
          .filter(line -> line.startsWith("+F:"))
          .map(line -> line.substring(line.lastIndexOf(':') + 1))
          .mapToDouble(text -> Double.parseDouble(text) * 1e-9)
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }
}
