package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/cloister} does wherever and however it is started. */
class LauncherIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private final Path distribution = Path.of(System.getProperty("cloister.distribution"));
  private final Path launcher = distribution.resolve("bin/cloister");

  @TempDir Path folder;

  @Test
  void start_throughRelativeSymbolicLinks_findsItsFolder() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("my bin"));
    Files.createSymbolicLink(bin.resolve("first"), launcher);
    Files.createSymbolicLink(folder.resolve("second"), Path.of("my bin/first"));
    Installation.Ran ran = Installation.run(folder, "./second", "version", "--verbose");
    assertEquals(0, ran.exit(), ran.output());
    assertTrue(ran.output().contains(distribution.toRealPath().toString()), ran.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox"})
  void start_byAnyShell_works(String shell) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell));
    if (shell.equals("busybox")) {
      command.add("sh");
    }
    assumeTrue(onPath(shell), "there is no " + shell);
    command.addAll(List.of(launcher.toString(), "version"));
    Installation.Ran ran = Installation.run(folder, command.toArray(String[]::new));
    assertEquals(0, ran.exit(), ran.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "no_SUCH.locale"})
  void start_localeOfAsciiAlone_opensAndNamesFilesWithOtherLetters(String locale) throws Exception {
    // In the shell, since the locale of this test may be one of ASCII alone too.
    String script =
        """
        cd "$(mktemp -d "$1/XXXXXX")"
        name=$(printf 'H\\303\\266hle \\344\\275\\240')
        job=$(printf 'gr\\303\\274n.yaml')
        mkdir "$name" && printf 'cloister: 1\\n' >"$name/$job"
        LC_ALL=$2 exec "$3" simulate "$name/$job"
        """;
    Installation.Ran ran =
        Installation.run(
            folder, "sh", "-c", script, "sh", folder.toString(), locale, launcher.toString());
    assertEquals(2, ran.exit(), ran.output());
    assertTrue(ran.output().contains("H\u00f6hle \u4f60/gr\u00fcn.yaml:1:1"), ran.output());
  }

  @Test
  void start_javaHomeWithSpaces_isUsed() throws Exception {
    Path home = Files.createSymbolicLink(folder.resolve("my Java"), JAVA);
    Installation.Ran ran =
        Installation.run(folder, "env", "JAVA_HOME=" + home, launcher.toString(), "version");
    assertEquals(0, ran.exit(), ran.output());
  }

  @Test
  void start_javaHomeWithoutJava_saysSo() throws Exception {
    Installation.Ran ran =
        Installation.run(folder, "env", "JAVA_HOME=" + folder, launcher.toString(), "version");
    assertEquals(2, ran.exit(), ran.output());
    assertTrue(ran.output().contains("there is no bin/java in it"), ran.output());
  }

  @Test
  void start_noJavaAnywhere_saysSo() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : List.of("dirname", "readlink", "sed", "grep", "locale")) {
      Files.createSymbolicLink(bin.resolve(tool), located(tool));
    }
    Installation.Ran ran =
        Installation.run(
            folder,
            "env",
            "-i",
            "PATH=" + bin,
            located("sh").toString(),
            launcher.toString(),
            "version");
    assertEquals(2, ran.exit(), ran.output());
    assertTrue(ran.output().contains("Install Java 17 or newer"), ran.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_292", "11.0.20", "16.0.2"})
  void start_oldJava_saysSo(String version) throws Exception {
    Path old = folder.resolve("old");
    Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Installation.Ran ran =
        Installation.run(folder, "env", "JAVA_HOME=" + old, launcher.toString(), "version");
    assertEquals(2, ran.exit(), ran.output());
    assertTrue(ran.output().contains("is too old. Install Java 17 or newer"), ran.output());
  }

  /** What ends at once is not compiled twice; what computes is. */
  @ParameterizedTest
  @CsvSource({"job,true", "version,true", "simulate,false", "ledger,false"})
  void start_command_decidesTheCompiler(String command, boolean quick) throws Exception {
    Path fake = folder.resolve("fake");
    Path java = Files.createDirectories(fake.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(fake.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Map<String, String> environment =
        Map.of("JAVA_HOME", fake.toString(), "CLOISTER_JAVA_OPTS", "-Dlast");
    Installation.Ran ran = Installation.run(folder, environment, launcher.toString(), command);
    assertEquals(0, ran.exit(), ran.output());
    List<String> options = ran.output().lines().toList();
    int at = options.indexOf("-XX:TieredStopAtLevel=1");
    assertEquals(quick, at >= 0, ran.output());
    assertTrue(at < options.indexOf("-Dlast"), "the user's options win");
  }

  @Test
  void start_javaOptions_winAndAreNotExpanded() throws Exception {
    Files.createFile(folder.resolve("x=y"));
    Installation.Ran ran =
        Installation.run(
            folder,
            "env",
            "CLOISTER_JAVA_OPTS=-Dcloister.home=/elsewhere  -D*",
            launcher.toString(),
            "version",
            "--verbose");
    assertEquals(0, ran.exit(), ran.output());
    assertTrue(ran.output().contains("/elsewhere"), ran.output());
  }

  @Test
  void simulate_temporaryFolderMissing_namesItAndTheWayOut() throws Exception {
    Path missing = folder.resolve("not here");
    Installation.Ran ran =
        Installation.run(
            folder,
            "env",
            "TMPDIR=" + missing,
            launcher.toString(),
            "simulate",
            distribution.resolve("samples/heart-disease/job.yaml").toString());
    assertEquals(8, ran.exit(), ran.output());
    assertTrue(ran.output().contains(missing.toString()), ran.output());
    assertTrue(ran.output().contains("TMPDIR. [CL-0601]"), ran.output());
  }

  @Test
  void simulate_temporaryFolderFull_saysSo() throws Exception {
    List<String> unshare = List.of("unshare", "--map-root-user", "--mount");
    Path full = Files.createDirectory(folder.resolve("full"));
    List<String> probe = new ArrayList<>(unshare);
    probe.add("true");
    assumeTrue(
        onPath("unshare") && Installation.run(folder, probe.toArray(String[]::new)).exit() == 0,
        "this kernel or user may not mount a small disk");
    List<String> command = new ArrayList<>(unshare);
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "mount -t tmpfs -o size=40k tmpfs \"$TMPDIR\" && exec \"$@\"",
            "sh",
            launcher.toString(),
            "simulate",
            distribution.resolve("samples/heart-disease/job.yaml").toString()));
    List<String> whole = new ArrayList<>(List.of("env", "TMPDIR=" + full));
    whole.addAll(command);
    Installation.Ran ran = Installation.run(folder, whole.toArray(String[]::new));
    assertEquals(8, ran.exit(), ran.output());
    assertTrue(ran.output().contains("must have room"), ran.output());
    assertTrue(ran.output().contains("[CL-0602]"), ran.output());
  }

  private static boolean onPath(String program) {
    return candidates(program).findAny().isPresent();
  }

  private static Path located(String program) {
    return candidates(program).findFirst().orElseThrow();
  }

  private static Stream<Path> candidates(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
        .map(entry -> Path.of(entry).resolve(program))
        .filter(Files::isExecutable);
  }
}
