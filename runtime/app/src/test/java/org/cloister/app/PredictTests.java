package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.app.record.Json;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code predict}, {@code evaluate} and {@code model show}, with the shipped plugins. */
class PredictTests {

  private static final String NONE = "standardise: none";
  private static final String SITE = "standardise: site";

  @TempDir static Path folder;
  private static TestHome home;
  private static KeptModel plain;
  private static KeptModel scaled;
  private static KeptModel global;

  @BeforeAll
  static void train() throws IOException {
    home = TestHome.in(folder.resolve("home"));
    plain =
        KeptModel.train(
            home, folder.resolve("plain"), NONE, "{plugin: logistic}", "target: binary");
    scaled =
        KeptModel.train(
            home, folder.resolve("scaled"), SITE, "{plugin: logistic}", "target: binary");
    global =
        KeptModel.train(
            home,
            folder.resolve("global"),
            "standardise: global\nmissing: impute",
            "{plugin: logistic}",
            "target: binary");
  }

  @Test
  void predict_binary_givesAProbabilityForEachRowInFileOrder() {
    TestHome.Ran ran = plain.predict(plain.testRows());

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals("row,prediction,probability,reason", lines.get(0));
    assertEquals(plain.testCount() + 1, lines.size());
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      float probability = Float.parseFloat(cells[2]);
      assertEquals(i - 1, Integer.parseInt(cells[0]));
      assertTrue(probability > 0 && probability < 1, lines.get(i));
      assertEquals(probability >= 0.5f ? "1" : "0", cells[1]);
      assertEquals("", cells[3]);
    }
    assertTrue(ran.err().contains("100 rows, 100 predicted"), ran.err());
  }

  @Test
  void predict_withoutTheLabelColumn_isTheSame() throws IOException {
    Path bare = folder.resolve("bare.csv");
    Files.writeString(
        bare, Files.readString(plain.testRows()).replaceAll("(?m),[^,]*$", "") + "\n");

    assertEquals(plain.predict(plain.testRows()).out(), plain.predict(bare).out());
  }

  @Test
  void predict_jsonLines_haveTheSameValuesAndASummary() {
    List<String> csv = plain.predict(plain.testRows()).out().lines().toList();
    List<String> json = plain.predict(plain.testRows(), "--format", "json").out().lines().toList();

    assertEquals(csv.size(), json.size());
    for (int i = 1; i < csv.size(); i++) {
      JsonNode row = tree(json.get(i - 1));
      assertEquals(
          csv.get(i),
          row.get("row") + "," + row.get("prediction") + "," + row.get("probability") + ",");
    }
    JsonNode last = tree(json.get(json.size() - 1));
    assertEquals("ok", last.get("status").asText());
    assertEquals(100, last.at("/data/predicted").asInt());
  }

  @Test
  void predict_missingCell_hasNoPredictionButAReason() throws IOException {
    Path rows = plain.rows("gaps.csv", "1,a,\n,b,1\n0.5,?,0\n2,c,1\n");

    TestHome.Ran ran = plain.predict(rows);

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals("1,,,\"column x has no value\"", lines.get(2));
    assertEquals("2,,,\"column kind has no value\"", lines.get(3));
    assertTrue(lines.get(4).startsWith("3,1,0."), lines.get(4));
    assertTrue(ran.err().contains("2 of 4 rows have no prediction"), ran.err());
  }

  @Test
  void predict_unknownCategory_isRefusedWithLineAndValuesAndLeavesNoFile() throws IOException {
    Path rows = plain.rows("new.csv", "1,a,0\n1,zebra,0\n1,b,0\n");
    Path out = folder.resolve("refused.csv");

    TestHome.Ran ran = plain.predict(rows, "--out", out);

    assertEquals(2, ran.exit());
    for (String part :
        List.of(
            "new.csv", "line 3", "\"kind\"", "\"a\", \"b\", \"c\"", "--unknown skip", "CL-0202")) {
      assertTrue(ran.err().contains(part), part + " in " + ran.err());
    }
    assertFalse(ran.err().contains("zebra"));
    assertFalse(Files.exists(out));
    assertFalse(Files.exists(folder.resolve("refused.csv.part")));
  }

  @Test
  void predict_unknownSkipped_listsThemAndGoesOn() throws IOException {
    Path rows = plain.rows("skip.csv", "1,a,0\n1,zebra,0\nmany,b,0\n1,b\n1,c,0\n");

    TestHome.Ran ran = plain.predict(rows, "--unknown", "skip");

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals(6, lines.size());
    assertTrue(lines.get(2).startsWith("1,,,\"") && lines.get(2).contains("line 3"), lines.get(2));
    assertTrue(lines.get(3).contains("must be a finite number"), lines.get(3));
    assertTrue(lines.get(4).contains("must have 3 fields"), lines.get(4));
    assertTrue(lines.get(5).startsWith("4,1,0."), lines.get(5));
    assertTrue(ran.err().contains("3 of 5 rows have no prediction"), ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y\\n1,0\\n | there must be a column kind | CL-0202",
        "x;kind;y\\n1;a;0\\n | there must be a column x | CL-0202",
        "x,kind,y\\n | must have | CL-0203",
        "'' | must have | CL-0203",
        "x,kind,y\\n1,a,0\\n\"2,b,0\\n | a quote that opens here must be closed | CL-0202",
        "x,kind,y\\ntwelve,a,0\\n | must be a finite number, was text | CL-0202",
        "x,kind,y\\n1e300,a,0\\n | must fit single precision | CL-0202"
      })
  void predict_dataThatDoesNotFit_saysWhat(String text, String sentence, String code)
      throws IOException {
    Path rows = Files.writeString(folder.resolve("wrong.csv"), text.replace("\\n", "\n"));

    TestHome.Ran ran = plain.predict(rows);

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains(sentence) && ran.err().contains(code), ran.err());
  }

  @Test
  void predict_otherDelimiter_isASettingOfTheSource() throws IOException {
    Path rows =
        Files.writeString(
            folder.resolve("semicolons.csv"), Files.readString(plain.testRows()).replace(',', ';'));

    TestHome.Ran ran = plain.predict(rows, "--source", "delimiter=;");

    assertEquals(plain.predict(plain.testRows()).out(), ran.out(), ran.err());
  }

  @Test
  void predict_out_isWrittenOnceAndNeverOverwritten() throws IOException {
    Path out = folder.resolve("predictions.csv");

    TestHome.Ran first = plain.predict(plain.testRows(), "--out", out);

    assertEquals(0, first.exit(), first.err());
    assertEquals(plain.predict(plain.testRows()).out(), Files.readString(out));
    assertTrue(first.out().contains("kept in"), first.out());
    TestHome.Ran second = plain.predict(plain.testRows(), "--out", out);
    assertEquals(2, second.exit());
    assertTrue(second.err().contains("CL-0603"), second.err());
  }

  @Test
  void predict_siteScaling_needsRowsOfThePlace() throws IOException {
    TestHome.Ran ran = scaled.predict(scaled.testRows());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("CL-0802") && ran.err().contains("--fit-on"), ran.err());
    TestHome.Ran fitted = scaled.predict(scaled.testRows(), "--fit-on", scaled.trainRows());
    assertEquals(0, fitted.exit(), fitted.err());
    assertTrue(fitted.err().contains("fitted on 200 rows"), fitted.err());
    assertEquals(101, fitted.out().lines().count());
    Path few = scaled.rows("few.csv", "5,a,1\n6,b,0\n");
    assertFalse(
        fitted.out().equals(scaled.predict(scaled.testRows(), "--fit-on", few).out()),
        "other rows to fit on give other predictions");
  }

  @Test
  void predict_globalScaling_isWholeAndFillsMissingCells() throws IOException {
    Path rows = global.rows("filled.csv", "1,a,\n,b,1\n0.5,?,0\n");

    TestHome.Ran ran = global.predict(rows);

    assertEquals(0, ran.exit(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals(4, lines.size());
    assertTrue(
        lines.stream().skip(1).allMatch(line -> line.matches("\\d,[01],0\\.\\d+,")), ran.out());
    assertTrue(ran.err().contains("3 rows, 3 predicted"), ran.err());
    TestHome.Ran shown = home.run("model", "show", global.model());
    assertTrue(shown.out().contains("a missing cell becomes"), shown.out());
    assertTrue(
        shown.out().contains("comes from the sums of all sites and is in this folder."),
        shown.out());
  }

  @Test
  void predict_fitOnWithoutNeed_isRefused() {
    TestHome.Ran ran = plain.predict(plain.testRows(), "--fit-on", plain.trainRows());

    assertEquals(2, ran.exit());
    assertTrue(ran.err().contains("would change nothing"), ran.err());
  }

  @Test
  void evaluate_testRows_givesTheNumbersOfTheRun() {
    for (KeptModel kept : List.of(plain, global, scaled)) {
      TestHome.Ran ran =
          kept != scaled
              ? kept.evaluate(kept.testRows(), "--format", "json")
              : kept.evaluate(kept.testRows(), "--format", "json", "--fit-on", kept.trainRows());

      assertEquals(0, ran.exit(), ran.err());
      JsonNode own = tree(ran.out()).at("/data/metrics");
      JsonNode run = tree(kept.metrics());
      for (String metric : List.of("auc", "accuracy", "log-loss", "examples")) {
        assertEquals(
            run.get("final.test.union." + metric).doubleValue(),
            own.get(metric).doubleValue(),
            metric);
      }
    }
  }

  @Test
  void evaluate_chosenMetrics_areThoseAndOthersAreRefused() {
    TestHome.Ran ran = plain.evaluate(plain.testRows(), "--metrics", "accuracy");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().startsWith("accuracy  0."), ran.out());
    assertFalse(ran.out().contains("auc"), ran.out());
    TestHome.Ran unknown = plain.evaluate(plain.testRows(), "--metrics", "acuracy");
    assertTrue(unknown.exit() != 0 && unknown.err().contains("CL-0301"), unknown.err());
  }

  @Test
  void predict_classes_giveOneProbabilityEach() throws IOException {
    KeptModel kept =
        KeptModel.train(
            home,
            folder.resolve("classes"),
            NONE,
            "{plugin: softmax}",
            "target: class, classes: 3");

    TestHome.Ran ran = kept.predict(kept.testRows());

    List<String> lines = ran.out().lines().toList();
    assertEquals(
        "row,prediction,probability_0,probability_1,probability_2,reason", lines.get(0), ran.err());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      float[] p = {
        Float.parseFloat(cells[2]), Float.parseFloat(cells[3]), Float.parseFloat(cells[4])
      };
      assertEquals(1, p[0] + p[1] + p[2], 1e-5);
      assertTrue(p[Integer.parseInt(cells[1])] >= Math.max(p[0], Math.max(p[1], p[2])), line);
    }
  }

  @Test
  void predict_numbers_areThePrediction() throws IOException {
    KeptModel kept =
        KeptModel.train(
            home,
            folder.resolve("numbers"),
            NONE + "\nmissing: drop-row",
            "{plugin: linear}",
            "target: real");

    TestHome.Ran ran = kept.predict(kept.testRows());

    assertTrue(ran.out().startsWith("row,prediction,reason\n0,"), ran.out() + ran.err());
    assertEquals(101, ran.out().lines().count());
  }

  @Test
  void show_model_tellsItsProvenanceAndSaysWhenItWasAltered() throws IOException {
    TestHome.Ran ran = home.run("model", "show", scaled.model());

    assertEquals(0, ran.exit(), ran.err());
    for (String part :
        List.of(
            "kept, seed 5",
            "published in round 3",
            "only",
            "open",
            "--fit-on",
            "kind: one feature",
            "sgd",
            "installed")) {
      assertTrue(ran.out().contains(part), part + " in " + ran.out());
    }
    TestHome.Ran json = home.run("model", "show", scaled.model(), "--format", "json");
    assertTrue(tree(json.out()).at("/data/verified").asBoolean(), json.out());
    Path copy = Files.createDirectories(folder.resolve("altered"));
    Files.copy(scaled.model().resolve("weights.bin"), copy.resolve("weights.bin"));
    Files.writeString(
        copy.resolve("model.json"),
        Files.readString(scaled.model().resolve("model.json"))
            .replace("\"seed\" : 5", "\"seed\" : 6"));
    TestHome.Ran altered = home.run("model", "show", copy);
    assertEquals(6, altered.exit());
    assertTrue(altered.err().contains("CL-0803"), altered.err());
  }

  private static JsonNode tree(String text) {
    return Json.parse(text, "output", ErrorCode.INTERNAL);
  }
}
