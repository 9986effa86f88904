package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that nobody of this project wrote see the same logs in the same way. */
class OtherProgramsTests {
  private static final Path GO_SOURCES = Path.of("/usr/share/gocode/src/golang.org/x/mod");

  @TempDir Path dir;

  @Test
  void walk_withShellTools_agreesOnGoodAndBadLogs() throws Exception {
    for (String tool : List.of("bash", "jq", "openssl", "sha256sum", "xargs", "od")) {
      assumeTrue(installed(tool), tool + " is not installed");
    }
    Path script = Files.writeString(dir.resolve("walk.sh"), walk());
    Path key = Files.writeString(dir.resolve("log.vkey"), LogMaker.LOG.vkey() + "\n");
    Path log = LogMaker.round().write(dir.resolve("log"), 7);
    List<String> walk = List.of("bash", script.toString(), log.toString(), key.toString());
    assertEquals("", run(walk, "RIGHT: 7 entries"));
    LogMaker two = LogMaker.round();
    two.second = SecondLineTests.SECOND;
    Path twoLines = two.write(dir.resolve("two-lines"), 7);
    assertEquals(
        "",
        run(
            List.of("bash", script.toString(), twoLines.toString(), key.toString()),
            "RIGHT: 7 entries"));
    Path bundle = log.resolve("tile/entries/000.p/7");
    byte[] good = Files.readAllBytes(bundle);
    byte[] bad = good.clone();
    bad[bad.length - 3] ^= 1;
    Files.write(bundle, bad);
    assertEquals("", run(walk, "WRONG: "));
    bad = good.clone();
    bad[400] ^= 1;
    Files.write(bundle, bad);
    assertEquals("", run(walk, "WRONG: "));
    Files.write(bundle, good);
    Path large = dir.resolve("large");
    LogMaker round = LogMaker.round();
    for (int i = 0; i < 6; i++) { // together more than a pipe holds
      round.add("later-type", Json.of("text", "x".repeat(15_000)));
    }
    round.write(large, 13);
    assertEquals(
        "",
        run(
            List.of("bash", script.toString(), large.toString(), key.toString()),
            "RIGHT: 13 entries"));
    Path checkpoint = log.resolve("checkpoint");
    String text = Files.readString(checkpoint);
    Files.writeString(checkpoint, text.replace("\n7\n", "\n6\n"));
    assertEquals("", run(walk, "WRONG: the log's signature"));
  }

  @Test
  void check_withGo_agreesOnGoodAndBadLogs() throws Exception {
    assumeTrue(installed("go"), "Go is not installed");
    assumeTrue(Files.isDirectory(GO_SOURCES), "golang.org/x/mod is not in " + GO_SOURCES);
    Path source = resource("check.go");
    Path program = dir.resolve("check");
    assertEquals("", run(List.of("go", "build", "-o", program.toString(), source.toString()), ""));
    LogMaker two = LogMaker.round();
    two.second = SecondLineTests.SECOND;
    Path twoLines = two.write(dir.resolve("two-lines"), 7);
    assertEquals(
        "",
        run(
            List.of(program.toString(), twoLines.toString(), LogMaker.LOG.vkey()),
            "RIGHT: 7 entries"));
    Path log = Defects.many(700).write(dir.resolve("log"), 700);
    List<String> check = List.of(program.toString(), log.toString(), LogMaker.LOG.vkey());
    assertEquals("", run(check, "RIGHT: 700 entries"));
    for (String file :
        List.of("tile/entries/001", "tile/0/002.p/188", "tile/1/000.p/2", "checkpoint")) {
      Path path = log.resolve(file);
      byte[] good = Files.readAllBytes(path);
      byte[] bad = good.clone();
      bad[40] ^= 1;
      Files.write(path, bad);
      assertEquals("", run(check, "WRONG: "), file);
      Files.write(path, good);
    }
  }

  /** The script of the README, as printed. */
  private static String walk() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    int begin = readme.indexOf("#!/bin/bash\n# walk.sh");
    return readme.substring(begin, readme.indexOf("\n```", begin) + 1);
  }

  /** Runs a program; "" if its output begins as expected, else the output. */
  private String run(List<String> command, String expected) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GO111MODULE", "off",
                "GOFLAGS", "",
                "GOPATH", "/usr/share/gocode",
                "GOCACHE", dir.resolve("go-cache").toString()));
    Process process = builder.start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    boolean right = !expected.startsWith("WRONG");
    assertEquals(right, process.waitFor() == 0, output);
    return output.startsWith(expected) ? "" : output;
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = OtherProgramsTests.class.getResourceAsStream(name)) {
      Path file = dir.resolve(name);
      assertTrue(in != null, name);
      Files.copy(in, file);
      return file;
    }
  }

  private static boolean installed(String tool) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }
}
