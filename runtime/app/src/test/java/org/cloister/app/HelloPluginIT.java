package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The walk in the README of the sample plugin, with the real distribution and a real Maven: build,
 * trust, use.
 */
class HelloPluginIT {
  private static final String JAR = "hello-plugin-1.0.0.jar";

  @TempDir Path folder;

  private record Ran(int exit, String output) {}

  @Test
  void helloPlugin_builtTrustedAndUsed_asItsReadmeSays() throws Exception {
    Assumptions.assumeTrue(
        onPath("mvn"), "no mvn on the PATH, so the sample plugin cannot be built");
    Path home = folder.resolve("an installation"); // with a space
    copy(Path.of(System.getProperty("cloister.distribution")), home);
    Path sample = home.resolve("samples/hello-plugin");

    Ran built = run(sample, maven(home));
    assertEquals(0, built.exit(), built.output());
    Path jar = sample.resolve("target").resolve(JAR);

    String cloister = home.resolve("bin/cloister").toString();
    String job = sample.resolve("job.yaml").toString();
    Ran untrusted = run(folder, cloister, "simulate", job);
    assertEquals(2, untrusted.exit(), untrusted.output());
    assertTrue(untrusted.output().contains("sign-descent"), untrusted.output());

    Ran trusted = run(folder, cloister, "plugin", "trust", jar.toString());
    assertEquals(0, trusted.exit(), trusted.output());
    Ran listed = run(folder, cloister, "plugin", "list");
    assertTrue(listed.output().contains("com.example.hello"), listed.output());
    Ran simulated = run(folder, cloister, "simulate", job, "--format", "json");
    assertEquals(0, simulated.exit(), simulated.output());
    assertTrue(simulated.output().contains("final.test.union.auc"), simulated.output());

    Files.writeString(home.resolve("bundles").resolve(JAR), "changed after it was trusted");
    assertEquals(2, run(folder, cloister, "simulate", job).exit());
  }

  /**
   * Maven with an empty repository of its own, filled from the one that this build uses instead of
   * from a network.
   */
  private String[] maven(Path home) throws IOException {
    Path used = Path.of(System.getProperty("maven.repo.local"));
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><mirrors><mirror><id>here</id><mirrorOf>central</mirrorOf><url>"
                + used.toUri()
                + "</url></mirror></mirrors></settings>");
    return new String[] {
      "mvn",
      "-B",
      "-q",
      "-s",
      settings.toString(),
      "-Dmaven.repo.local=" + folder.resolve("repository"),
      "-Dcloister.home=" + home,
      "package"
    };
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry).resolve(program)));
  }

  private static Ran run(Path in, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", ".txt");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertTrue(ended, () -> "hung: " + String.join(" ", command));
      return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
