package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Builds the bundles of samples with a real Maven, which has an empty repository of its own, filled
 * from the one that this build uses instead of from a network.
 */
record SampleBuild(Path folder) {

  /** A build that keeps its files in {@code folder}; skips the test where there is no Maven. */
  static SampleBuild orSkip(Path folder) {
    boolean here =
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry).resolve("mvn")));
    Assumptions.assumeTrue(here, "no mvn on the PATH, so no sample bundle can be built");
    return new SampleBuild(folder);
  }

  /** Builds the sample against the repository of the installation at {@code home}. */
  void run(Path home, Path sample) throws IOException, InterruptedException {
    Path used = Path.of(System.getProperty("maven.repo.local"));
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><mirrors><mirror><id>here</id><mirrorOf>central</mirrorOf><url>"
                + used.toUri()
                + "</url></mirror></mirrors></settings>");
    Installation.Ran built =
        Installation.run(
            sample,
            "mvn",
            "-B",
            "-q",
            "-s",
            settings.toString(),
            "-Dmaven.repo.local=" + folder.resolve("repository"),
            "-Dcloister.home=" + home,
            "package");
    assertEquals(0, built.exit(), built.output());
  }
}
