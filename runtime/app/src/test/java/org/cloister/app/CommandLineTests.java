package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.app.cli.ExitCode;
import org.cloister.app.record.Json;
import org.cloister.app.run.StopSwitch;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no plugin: the command line itself. */
class CommandLineTests {

  @TempDir Path folder;

  @Test
  void version_verbose_namesJavaAndMachine() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("version", "--verbose");

    assertEquals(0, ran.exit());
    assertTrue(ran.out().startsWith("cloister "), ran.out());
    assertTrue(ran.out().contains(Runtime.version().toString()), ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void version_json_isOneObject() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("version", "--format", "json");

    JsonNode json = json(ran.out());
    assertEquals("ok", json.get("status").asText());
    assertTrue(json.at("/data/cloister").isTextual());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dance", "simulate", "plugin", "plugin dance", "simulate a b"})
  void run_wrongCommandLine_tellsUsageOnStderr(String line) throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run((Object[]) line.split(" "));

    assertEquals(2, ran.exit());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("Usage: cloister"), ran.err());
  }

  @Test
  void run_wrongOptionInJson_isAnErrorObjectOnStdout() throws IOException {
    TestHome.Ran ran =
        TestHome.in(folder).run("simulate", "job.yaml", "--sed", "1", "--format=json");

    assertEquals(2, ran.exit());
    JsonNode json = json(ran.out());
    assertEquals("error", json.get("status").asText());
    assertEquals(ErrorCode.USAGE.text(), json.at("/error/code").asText());
    assertEquals("", ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "simulate --help", "plugin --help", "plugin trust -h"})
  void run_help_tellsUsageOnStdout(String line) throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run((Object[]) line.split(" "));

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("Usage: cloister"), ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void run_help_listsTheExitCodes() throws IOException {
    String help = TestHome.in(folder).run("--help").out();

    ExitCode.list().forEach((code, meaning) -> assertTrue(help.contains(meaning), help));
    assertTrue(help.contains("130"), help);
  }

  @Test
  void run_formatInCapitals_isJsonToo() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("simulate", "none.yaml", "--format", "JSON");

    assertEquals("CL-0101", json(ran.out()).at("/error/code").asText());
    assertEquals("", ran.err());
  }

  @Test
  void run_resultThatNobodyCanRead_failsAsStorage() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new App(TestHome.in(folder).root(), new StopSwitch())
            .run(List.of("version"), print(full()), print(err));

    assertEquals(8, exit);
    String text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("standard output"), text);
  }

  private static PrintStream print(OutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void simulate_stoppedBeforeItBegan_leavesNoFolder() throws IOException {
    TestHome home = TestHome.in(folder.resolve("home"));
    Path out = folder.resolve("out");
    StopSwitch stop = new StopSwitch();
    stop.stop("for a test");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    SampleJob sample = SampleJob.in(folder.resolve("sample"));
    int exit =
        new App(home.root(), stop)
            .run(
                List.of("simulate", sample.file().toString(), "--out", out.toString()),
                print(new ByteArrayOutputStream()),
                print(err));

    assertEquals(130, exit, err.toString(StandardCharsets.UTF_8));
    assertFalse(Files.exists(out));
  }

  @Test
  void run_argumentWithAt_isNeverReadAsAFileOfArguments() throws IOException {
    Path arguments = Files.writeString(folder.resolve("arguments"), "version\n");

    TestHome.Ran ran = TestHome.in(folder.resolve("home")).run("@" + arguments);

    assertEquals(2, ran.exit());
    assertEquals("", ran.out());
  }

  @Test
  void simulate_missingFile_says() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("simulate", folder.resolve("none.yaml"));

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("none.yaml must be readable"), ran.err());
    assertTrue(ran.err().contains("[CL-0101]"), ran.err());
  }

  @Test
  void explain_code_tellsItsPage() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("explain", "401");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("# CL-0401 BELOW_QUORUM: "), ran.out());
    assertTrue(ran.out().contains("Who can act: another party"), ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void explain_codeInJson_hasItsParts() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("explain", "not-finite", "--format", "json");

    JsonNode data = json(ran.out()).get("data");
    assertEquals("CL-0406", data.get("code").asText());
    assertEquals("NOT_FINITE", data.get("name").asText());
    assertEquals("peer", data.get("kind").asText());
    assertFalse(data.get("title").asText().isEmpty());
    assertTrue(data.get("page").asText().contains("## What to do"), ran.out());
  }

  @Test
  void explain_withoutCode_listsAll() throws IOException {
    TestHome home = TestHome.in(folder);

    assertEquals(ErrorCode.values().length, home.run("explain").out().lines().count());
    JsonNode json = json(home.run("explain", "--format", "json").out());
    assertEquals(ErrorCode.values().length, json.at("/data/codes").size());
  }

  @Test
  void explain_unknownCode_isAUsageErrorWithTheNearest() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("explain", "CL-0411");

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("did you mean CL-04"), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void run_error_endsWithOneHint() throws IOException {
    TestHome.Ran ran = TestHome.in(folder).run("simulate", "none.yaml");

    assertTrue(ran.err().endsWith("\nMore: cloister explain CL-0101\n"), ran.err());
  }

  static JsonNode json(String text) {
    return Json.parse(text, "the output", ErrorCode.INTERNAL);
  }
}
