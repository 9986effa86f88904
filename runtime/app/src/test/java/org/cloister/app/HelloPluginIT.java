package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void helloPlugin_builtTrustedAndUsed_asItsReadmeSays() throws Exception {
    Assumptions.assumeTrue(
        onPath("mvn"), "no mvn on the PATH, so the sample plugin cannot be built");
    Installation installation = Installation.copyTo(folder.resolve("an installation"));
    Path home = installation.home();
    Path sample = home.resolve("samples/hello-plugin");

    Installation.Ran built = Installation.run(sample, maven(home));
    assertEquals(0, built.exit(), built.output());
    Path jar = sample.resolve("target").resolve(JAR);

    String job = sample.resolve("job.yaml").toString();
    Installation.Ran untrusted = installation.cloister("simulate", job);
    assertEquals(2, untrusted.exit(), untrusted.output());
    assertTrue(untrusted.output().contains("sign-descent"), untrusted.output());

    Installation.Ran trusted = installation.cloister("plugin", "trust", jar.toString());
    assertEquals(0, trusted.exit(), trusted.output());
    Installation.Ran listed = installation.cloister("plugin", "list");
    assertTrue(listed.output().contains("com.example.hello"), listed.output());
    Installation.Ran simulated = installation.cloister("simulate", job, "--format", "json");
    assertEquals(0, simulated.exit(), simulated.output());
    assertTrue(simulated.output().contains("final.test.union.auc"), simulated.output());

    Files.writeString(home.resolve("bundles").resolve(JAR), "changed after it was trusted");
    assertEquals(2, installation.cloister("simulate", job).exit());
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
}
