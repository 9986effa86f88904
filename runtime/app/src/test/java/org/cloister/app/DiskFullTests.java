package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on a file system in memory that is too small; needs a kernel that lets users mount one. */
class DiskFullTests {

  private static final String IN_SMALL =
      "mount -t tmpfs -o size=\"$2\" none \"$1\" && shift 2 && exec \"$@\"";

  @TempDir Path folder;

  private TestHome home;
  private SampleJob sample;
  private Path small;

  @BeforeEach
  void install() throws IOException, InterruptedException {
    small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare")) && inSmall("16k", "true").exit() == 0,
        "this system does not let the test mount a small file system");
    home = TestHome.in(folder.resolve("home"));
    sample = SampleJob.in(folder.resolve("sample"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8k", "24k"})
  void simulate_outputsDoNotFit_isStorageFull(String size) throws Exception {
    Installation.Ran ran = inSmall(size, java(List.of(), "--out", small.resolve("out").toString()));

    assertFull(ran);
    assertTrue(ran.output().contains(small.toString()), ran.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4k", "100k"})
  void simulate_temporaryFilesDoNotFit_isStorageFull(String size) throws Exception {
    assertFull(inSmall(size, java(List.of("-Djava.io.tmpdir=" + small))));
  }

  @Test
  void simulate_folderThatMayNotBeWritten_isNotCalledFull() throws Exception {
    Installation.Ran ran = Installation.run(folder, java(List.of(), "--out", "/proc/cloister-out"));

    assertEquals(8, ran.exit(), ran.output());
    assertTrue(ran.output().contains("[CL-0601]"), ran.output());
  }

  private static void assertFull(Installation.Ran ran) {
    assertEquals(8, ran.exit(), ran.output());
    assertTrue(ran.output().contains("[CL-0602]"), ran.output());
    assertTrue(ran.output().contains("free some"), ran.output());
    assertFalse(ran.output().contains("\tat "), ran.output());
  }

  private Installation.Ran inSmall(String size, String... command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", IN_SMALL, "sh"));
    line.addAll(List.of(small.toString(), size));
    line.addAll(List.of(command));
    return Installation.run(folder, line.toArray(String[]::new));
  }

  private String[] java(List<String> options, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:-UsePerfData", "-Dcloister.home=" + home.root()));
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of("simulate", sample.file().toString()));
    line.addAll(List.of(arguments));
    return line.toArray(String[]::new);
  }
}
