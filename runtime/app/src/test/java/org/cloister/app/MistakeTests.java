package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** Changes the sample, or the arguments that follow {@code simulate}. */
  @FunctionalInterface
  interface Edit {
    void apply(SampleJob sample, List<String> arguments) throws IOException;
  }

  /**
   * One mistake.
   *
   * @param cause words of the message that name it
   * @param fix words that say what to do
   */
  record Mistake(String name, String code, int exit, String cause, String fix, Edit edit) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void install() throws IOException {
    home = TestHome.in(shared.resolve("home"));
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(inTheFile(), inTheJob(), inPlugins(), inData(), onTheCommandLine())
        .flatMap(List::stream);
  }

  private static List<Mistake> inTheFile() {
    return List.of(
        m("tab", "0101", "TAB", "indent with spaces", job("  rate: 0.01", "\trate: 0.01")),
        m("no colon", "0101", "':'", "write \"key: value\"", job("seed: 42", "seed 42")),
        m("anchor", "0101", "anchors", "write the value again", job("seed: 42", "seed: &s 42")),
        m("alias", "0101", "aliases", "write the value again", job("seed: 42", "seed: *s")),
        m("tag", "0101", "tags", "quote a text", job("seed: 42", "seed: !!int 42")),
        m(
            "two documents",
            "0101",
            "one document",
            "remove the line",
            job("model:\n", "---\nmodel:\n")),
        m("open quote", "0101", "must be valid YAML", "close the quote", job("\"> 0\"", "\"> 0")),
        m("open bracket", "0101", "valid YAML", "close the", job("max: 120}", "max: 120")),
        m(
            "indentation",
            "0101",
            "block end",
            "indent this line",
            job("  test-share", " test-share")),
        m("latin-1", "0101", "must be UTF-8", "save the file", bytes("\u00e9")),
        m("empty file", "0101", "must not be empty", "begin with", whole("# nothing\n")),
        m("deep nesting", "0101", "at most 32 levels", "needs 4", whole("a: " + "[".repeat(99))),
        m(
            "too large",
            "0101",
            "at most 1048576 bytes",
            "really a job",
            whole("# x\n".repeat(300000))),
        m("no such file", "0101", "must be readable", "check its name", absent()));
  }

  private static List<Mistake> inTheJob() {
    return List.of(
        m("unknown key", "0104", "known key", "did you mean seed?", job("seed: 42", "sede: 42")),
        m(
            "underscore",
            "0104",
            "known key",
            "did you mean batch-size?",
            job("batch-size", "batch_size")),
        m(
            "missing section",
            "0102",
            "model: must be given",
            "add \"model",
            job("model:\n  plugin: logistic ", "# ")),
        m(
            "duplicate key",
            "0102",
            "must stand once",
            "line",
            job("seed: 42", "seed: 42\nseed: 43")),
        m(
            "number as word",
            "0102",
            "whole number",
            "from 1",
            job("batch-size: 4", "batch-size: four")),
        m(
            "not finite",
            "0102",
            "greater than 0",
            "was \".nan\"",
            job("batch-size: 4", "batch-size: 4\n  clip-norm: .nan")),
        m(
            "infinity",
            "0102",
            "finite number",
            "was \".inf\"",
            job("min: 0, max: 120", "min: 0, max: .inf")),
        m(
            "both steps and epochs",
            "0102",
            "must not stand beside steps",
            "remove one of them",
            job("steps: 100 ", "steps: 100\n  epochs: 1 ")),
        m(
            "wrong choice",
            "0102",
            "must be one of",
            "did you mean numeric?",
            job("age, type: numeric", "age, type: numric")),
        m(
            "bounds swapped",
            "0206",
            "min < max",
            "were 120",
            job("min: 0, max: 120", "min: 120, max: 0")),
        m(
            "column twice",
            "0206",
            "must be unique",
            "rename or remove one",
            job("name: age", "name: sex")),
        m(
            "two labels",
            "0206",
            "must be the only label",
            "remove one",
            job(
                "{name: age, type: numeric, min: 0, max: 120}",
                "{name: age, type: label, target: real}")),
        m(
            "no label",
            "0206",
            "label",
            "add one",
            job("    - {name: num, type: label, target: binary}\n", "")),
        m(
            "setting of a setting",
            "0103",
            "one value or a list",
            "written with a dot",
            job("quorum: 0.5 ", "selector: {random: 1} ")),
        m(
            "cycle",
            "0105",
            "circle: a after b",
            "Remove one",
            agents(
                "[{agent: init, id: a, phase: start, after: [b]}, {agent: init, id: b, phase: start, after: [a]}]")),
        m(
            "unknown agent before",
            "0106",
            "does not exist",
            "there are",
            agents("[{agent: init, phase: start, after: [x]}]")));
  }

  private static List<Mistake> inPlugins() {
    return List.of(
        m(
            "unknown trainer",
            "0301",
            "no trainer named",
            "Nearest are",
            job("plugin: sgd", "plugin: sdg")),
        m(
            "plugin of another role",
            "0301",
            "installed as aggregator",
            "choose",
            job("plugin: sgd", "plugin: fed-avg")),
        m(
            "version",
            "0301",
            "must have a version in",
            "change the range",
            job("plugin: sgd", "plugin: sgd\n  version: \"[9,10)\"")),
        m(
            "unknown setting",
            "0104",
            "setting of this plugin",
            "did you mean momentum?",
            job("rate: 0.01", "rate: 0.01\n  momentun: 0.9")),
        m(
            "setting out of range",
            "0103",
            "greater than 0",
            "was \"-1\"",
            job("rate: 0.01", "rate: -1")),
        m(
            "unknown metric",
            "0301",
            "must name only installed",
            "did you mean auc?",
            job("[auc,", "[auk,")),
        m(
            "metric for another label",
            "0206",
            "metric mse needs a label",
            "Installed and fitting: accuracy",
            job("[auc,", "[mse,")),
        m(
            "setting of a metric",
            "0103",
            "bins must be a whole number",
            "from 4096",
            job("quorum: 0.5", "metrics.auc.bins: 10\n  quorum: 0.5")),
        m(
            "selector without its setting",
            "0103",
            "exactly one of fraction and count",
            "selector.fraction",
            job("quorum: 0.5", "selector: random\n  quorum: 0.5")),
        m(
            "selector's setting",
            "0103",
            "fraction must be a number",
            "was \"2\"",
            job("quorum: 0.5", "selector: random\n  selector.fraction: 2\n  quorum: 0.5")),
        m(
            "model for another label",
            "0206",
            "label of model linear",
            "Installed and fitting: logistic",
            job("plugin: logistic", "plugin: linear")),
        m(
            "secure route",
            "0312",
            "no secure-aggregation plugin",
            "install one",
            job("route: open", "route: secure")),
        m(
            "noise",
            "0312",
            "no privacy-mechanism plugin",
            "install one",
            job("route: open", "noise: gauss\n  route: open")),
        m(
            "private gradients",
            "0312",
            "no privacy-mechanism plugin",
            "install one",
            job("rate: 0.01", "rate: 0.01\n  privacy: dp-sgd")),
        m(
            "key of another route",
            "0102",
            "aggregation.group-size: must not be given",
            "remove it",
            job("route: open", "group-size: 5\n  route: open")));
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

  private static Mistake m(String name, String code, String cause, String fix, Edit edit) {
    return new Mistake(name, code, 2, cause, fix, edit);
  }

  private static Edit job(String written, String instead) {
    return (sample, line) -> sample.with(written, instead);
  }

  private static Edit whole(String text) {
    return (sample, line) -> Files.writeString(sample.file(), text);
  }

  private static Edit bytes(String text) {
    return (sample, line) ->
        Files.write(sample.file(), ("name: " + text).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Edit absent() {
    return (sample, line) -> Files.delete(sample.file());
  }

  private static Edit agents(String list) {
    return (sample, line) -> {
      String text = Files.readString(sample.file());
      int workflow = text.indexOf("workflow:\n");
      Files.writeString(
          sample.file(),
          text.substring(0, workflow).replace("  steps: 100 ", "  # ")
              + "workflow:\n  agents: "
              + list
              + "\n");
    };
  }

  private static Edit data(String site, String table) {
    return (sample, line) -> Files.writeString(sample.data(site), table);
  }

  private static Edit arguments(String... words) {
    return (sample, line) -> line.addAll(List.of(words));
  }

  private static Edit usedFolder() {
    return (sample, line) -> {
      Path used = Files.createDirectory(sample.file().resolveSibling("used"));
      Files.createFile(used.resolve("precious"));
      line.addAll(List.of("--out", used.toString()));
    };
  }

  private static Edit split(String json) {
    return (sample, line) -> {
      Path file = Files.writeString(sample.file().resolveSibling("split.json"), json);
      line.addAll(List.of("--split", file.toString()));
    };
  }
}
