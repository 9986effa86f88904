package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the distribution that this build has put together, used as people use it: by processes.
 *
 * @param home its folder
 */
record Installation(Path home) {

  /** What a command did; standard output and error as they came. */
  record Ran(int exit, String output) {}

  static Installation copyTo(Path home) throws IOException {
    Path distribution = Path.of(System.getProperty("cloister.distribution"));
    try (Stream<Path> files = Files.walk(distribution)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = home.resolve(distribution.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return new Installation(home);
  }

  Ran cloister(String... arguments) throws IOException, InterruptedException {
    return cloister(Map.of(), arguments);
  }

  /** With more in its environment. */
  Ran cloister(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/cloister").toString());
    command.addAll(List.of(arguments));
    return run(home, environment, command.toArray(String[]::new));
  }

  static Ran run(Path in, String... command) throws IOException, InterruptedException {
    return run(in, Map.of(), command);
  }

  /** With more in its environment. */
  static Ran run(Path in, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command))
              .directory(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertTrue(ended, () -> "hung: " + String.join(" ", command));
      return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
