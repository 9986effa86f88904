package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
    SampleBuild build = SampleBuild.orSkip(folder);
    Installation installation = Installation.copyTo(folder.resolve("an installation"));
    Path home = installation.home();
    Path sample = home.resolve("samples/hello-plugin");

    build.run(home, sample);
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
}
