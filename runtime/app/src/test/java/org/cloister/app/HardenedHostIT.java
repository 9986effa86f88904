package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The distribution on a host that allows it as little as it needs: no network, every folder
 * read-only but that of the result and a temporary one mounted noexec, started in {@code /}, from a
 * folder with spaces and an umlaut in its name, in a locale of ASCII alone.
 */
class HardenedHostIT {
  private static final List<String> UNSHARE =
      List.of("unshare", "--map-root-user", "--net", "--mount");

  private final Path distribution = Path.of(System.getProperty("cloister.distribution"));

  /** Not below /tmp, which the host mounts anew. */
  private final Path folder = distribution.resolveSibling("hardened");

  private final Path out = folder.resolve("out");

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")) && ran(UNSHARE, "true").exit() == 0,
        "this kernel or user may not make namespaces, so no host can be hardened");
    assumeTrue(!folder.startsWith("/tmp"), "the build is below /tmp, which the host mounts anew");
    remove();
    Files.createDirectories(out);
  }

  @AfterEach
  void remove() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void simulate_sampleWithoutHomeFolder_passesAndLeavesNothing() throws Exception {
    Installation.Ran ran = simulate("/nonexistent", shorter("job.yaml"));
    assertEquals(0, ran.exit(), ran.output());
    assertTrue(ran.output().contains("rounds    2 (all 2 rounds are done)"), ran.output());
    assertTrue(ran.output().contains("left in /tmp: \n"), ran.output());
    assertTrue(Files.exists(out.resolve("result/model/model.json")), ran.output());
  }

  @Test
  void simulate_mlpWithReadOnlyHome_passesAndUnpacksNothing() throws Exception {
    Installation.Ran ran = simulate("/usr", mlpJob());
    assertEquals(0, ran.exit(), ran.output());
    assertTrue(ran.output().contains("mlp\n"), ran.output());
    assertTrue(ran.output().contains("left in /tmp: \n"), ran.output());
    assertTrue(Files.exists(out.resolve("result/model/model.json")), ran.output());
  }

  @Test
  void simulate_mlpWhereNativeCodeIsMissing_isRefusedBeforeItStarts() throws Exception {
    Installation.Ran ran =
        Installation.run(
            folder,
            "env",
            "CLOISTER_JAVA_OPTS=-Djava.library.path=/nonexistent"
                + " -Dorg.bytedeco.javacpp.platform.linkpath=/nonexistent",
            distribution.resolve("bin/cloister").toString(),
            "simulate",
            mlpJob().toString(),
            "--out",
            out.resolve("result").toString());
    assertEquals(1, ran.exit(), ran.output());
    assertTrue(
        ran.output().contains("computes with ND4J, whose native code does not start"),
        ran.output());
    assertTrue(ran.output().contains("[CL-0314]\n1 problem; nothing was started."), ran.output());
    assertTrue(Files.notExists(out.resolve("result")), "nothing was started");
  }

  private Installation.Ran simulate(String home, Path job) throws Exception {
    Path script = Path.of("src/test/resources/hardened-host.sh").toAbsolutePath();
    return ran(
        UNSHARE,
        "/bin/sh",
        script.toString(),
        distribution.toString(),
        folder.toString(),
        home,
        job.toString());
  }

  /** The sample with a small network. */
  private Path mlpJob() throws IOException {
    Path shorter = shorter("job-open.yaml");
    String job =
        Files.readString(shorter, StandardCharsets.UTF_8)
            .replaceFirst("plugin: logistic.*", "plugin: mlp\n  hidden: 4");
    return Files.writeString(out.resolve("mlp.yaml"), job, StandardCharsets.UTF_8);
  }

  /** Two rounds of the sample. */
  private Path shorter(String name) throws IOException {
    Path sample = distribution.resolve("samples/heart-disease");
    String job =
        Files.readString(sample.resolve(name), StandardCharsets.UTF_8)
            .replaceFirst("rounds: 15", "rounds: 2")
            .replaceAll("data: (data/[a-z]+\\.csv)", "data: \"" + sample + "/$1\"");
    return Files.writeString(out.resolve(name), job, StandardCharsets.UTF_8);
  }

  private Installation.Ran ran(List<String> prefix, String... command) throws Exception {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of(command));
    return Installation.run(distribution, whole.toArray(String[]::new));
  }
}
