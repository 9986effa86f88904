package org.cloister.app;

import static org.cloister.app.Mistake.arguments;
import static org.cloister.app.Mistake.data;
import static org.cloister.app.Mistake.m;
import static org.cloister.app.Mistake.split;
import static org.cloister.app.Mistake.usedFolder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that people make in job files, data, split files and on the command line: each is
 * answered with its code, its cause and what to do, and leaves nothing behind.
 */
class MistakeTests {

  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s*at [\\w.$]+\\(|Exception:");

  @TempDir static Path shared;
  private static TestHome home;

  @TempDir Path folder;

  @BeforeAll
  static void install() throws IOException {
    home = TestHome.in(shared.resolve("home"));
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
            JobMistakes.inTheFile(),
            JobMistakes.inTheJob(),
            JobMistakes.inPlugins(),
            inData(),
            onTheCommandLine())
        .flatMap(List::stream);
  }

  private static List<Mistake> inData() {
    return List.of(
        m(
            "no data file",
            "0201",
            "file or folder that can be read",
            "correct it, or give --data",
            (sample, line) -> Files.delete(sample.data("va"))),
        m(
            "empty data file",
            "0203",
            "at least 1 data row",
            "give a file with rows",
            data("va", "")),
        m(
            "another delimiter",
            "0202",
            "must have 14 fields",
            "check the setting delimiter",
            data("va", "1;2;3\n")),
        m(
            "cell that is no number",
            "0202",
            "column \"age\"",
            "correct the cell",
            data("va", "old,1,1,1,1,1,1,1,1,1,1,1,1,0\n")),
        m(
            "undeclared category",
            "0202",
            "column \"cp\"",
            "correct the cell",
            data("va", "60,1,9,1,1,1,1,1,1,1,1,1,1,0\n")),
        m(
            "no complete row",
            "0203",
            "at least one training row",
            "Check the files",
            data("va", "?,1,1,1,1,1,1,1,1,1,1,1,1,0\n")),
        m(
            "header that is not there",
            "0202",
            "there must be a column age",
            "set header to false",
            (sample, line) ->
                sample.with("header: false", "header: true").with("    columns: age", "    # age")),
        m(
            "folder of many files",
            "0201",
            "exactly 1 file",
            "name one in the setting file",
            (sample, line) ->
                line.addAll(List.of("--data", "va=" + sample.data("va").getParent()))));
  }

  private static List<Mistake> onTheCommandLine() {
    return List.of(
        m(
            "unknown site",
            "0002",
            "must name a site of the job",
            "did you mean va?",
            arguments("--data", "vaa=x.csv")),
        m(
            "path that is not there",
            "0201",
            "--data va",
            "correct the path",
            arguments("--data", "va=nowhere.csv")),
        m("unknown option", "0002", "Unknown option", "Usage:", arguments("--rounds", "3")),
        m("seed that is no number", "0002", "--seed", "Usage:", arguments("--seed", "many")),
        m(
            "no split file",
            "0205",
            "must be readable",
            "check its name",
            arguments("--split", "nowhere.json")),
        m("split that is no JSON", "0205", "must be plain JSON", "line 1", split("{train")),
        m(
            "split without a site",
            "0205",
            "has no cleveland",
            "it has [va]",
            split("{\"centres\": {\"va\": {}}}")),
        m(
            "split with a negative line",
            "0205",
            "whole numbers of at least 0",
            "cleveland.train_lines",
            split("{\"centres\": {\"cleveland\": {\"train_lines\": [-1]}}}")),
        m(
            "output folder in use",
            "0603",
            "must be new or empty",
            "name another one",
            usedFolder()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void simulate_withAMistake_namesCauseAndFix(Mistake mistake) throws IOException {
    SampleJob sample = SampleJob.in(folder);
    List<String> arguments = new ArrayList<>();
    mistake.edit().apply(sample, arguments);
    Path out = folder.resolve("out");
    List<String> line = new ArrayList<>(List.of("simulate", sample.file().toString()));
    line.addAll(arguments);
    if (!arguments.contains("--out")) {
      line.addAll(List.of("--out", out.toString()));
    }

    TestHome.Ran ran = home.run(line.toArray());

    String err = ran.err();
    assertEquals(mistake.exit(), ran.exit(), err);
    assertEquals("", ran.out());
    assertTrue(err.contains("[CL-" + mistake.code() + "]"), err);
    assertTrue(err.contains(mistake.cause()), () -> "lacks " + mistake.cause() + " in " + err);
    assertTrue(err.contains(mistake.fix()), () -> "lacks " + mistake.fix() + " in " + err);
    assertFalse(STACK_TRACE.matcher(err).find(), err);
    assertFalse(Files.exists(out), "nothing is left behind");
    assertTrue(err.contains("More: cloister explain CL-" + mistake.code()), err);
  }
}
