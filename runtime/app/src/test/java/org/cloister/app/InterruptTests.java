package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cloister.app.record.HistoryFile;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, in a process of its own. */
class InterruptTests {

  private static final Path ENV = Path.of("/usr/bin/env");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  @Timeout(120)
  void interrupt_runningJob_endsWith130AndKeepsWhatWasRecorded(String signal) throws Exception {
    assumeTrue(signalsCanBeReset(), "needs env --default-signal, or a shell may hide the signal");
    TestHome home = TestHome.in(folder.resolve("home"));
    SampleJob sample = SampleJob.in(folder.resolve("sample")).with("rounds: 15", "rounds: 1000000");
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                List.of(
                    ENV.toString(),
                    "--default-signal=" + signal,
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dcloister.home=" + home.root(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.cloister.app.Main",
                    "simulate",
                    sample.file().toString(),
                    "--out",
                    out.toString()))
            .redirectOutput(folder.resolve("stdout").toFile())
            .start();
    String said;
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      awaitRound(err);
      signal(process, signal);
      said = String.join("\n", err.lines().toList());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "must end soon");
      assertEquals(130, process.exitValue(), said);
      assertTrue(said.contains("[CL-0003]"), said);
    } finally {
      process.destroyForcibly();
    }

    assertTrue(said.contains("--resume " + out), said);
    String text = Files.readString(out.resolve("history.jsonl"));
    assertTrue(text.endsWith("\n"), "the history must be closed at the end of a line");
    List<Event> history = HistoryFile.read(out.resolve("history.jsonl"));
    assertTrue(history.stream().anyMatch(Event.Updated.class::isInstance));
    assertTrue(Files.exists(out.resolve("model/model.json")));
    JsonNode metrics = CommandLineTests.json(Files.readString(out.resolve("metrics.json")));
    assertFalse(metrics.get("complete").asBoolean(true), metrics.toString());
    assertTrue(metrics.has("train.loss"), metrics.toString());
    assertEquals("", Files.readString(folder.resolve("stdout")));
  }

  private static void awaitRound(BufferedReader err) throws IOException {
    String line = err.readLine();
    while (line != null && !line.startsWith("round 2/")) {
      line = err.readLine();
    }
    assertNotNull(line, "the job ended before its second round");
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
    assertFalse(kill.isAlive());
  }

  private static boolean signalsCanBeReset() throws Exception {
    if (!Files.isExecutable(ENV)) {
      return false;
    }
    return new ProcessBuilder(ENV.toString(), "--default-signal=INT", "true").start().waitFor()
        == 0;
  }
}
