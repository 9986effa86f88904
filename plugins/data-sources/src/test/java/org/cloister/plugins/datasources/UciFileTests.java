package org.cloister.plugins.datasources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files as UCI publishes them, where a folder with them is given in CLOISTER_SHARED. */
final class UciFileTests {
  private static final DataSchema HEART =
      DataSchema.of(
          new Column.Numeric("age", 0, 120),
          new Column.Numeric("oldpeak", -5, 10),
          new Column.Categorical("cp", List.of("1", "2", "3", "4")),
          new Column.Categorical("thal", List.of("3", "6", "7")),
          new Column.Label("num", Target.BINARY, 2));
  private static final String COLUMNS =
      "age,sex,cp,trestbps,chol,fbs,restecg,thalach,exang,oldpeak,slope,ca,thal,num";

  private static SiteFiles shared(String path) throws IOException {
    String folder = System.getenv("CLOISTER_SHARED");
    assumeTrue(folder != null, "CLOISTER_SHARED names no folder with public data sets");
    Path file = Path.of(folder, "data").resolve(path);
    assumeTrue(Files.exists(file), "the folder in CLOISTER_SHARED has no " + path);
    return SiteFiles.of(path, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @CsvSource({
    "cleveland,303,139,2",
    "hungarian,294,106,266",
    "switzerland,123,115,52",
    "va,200,149,166"
  })
  void next_heartDisease_hasPublishedCounts(String centre, int rows, int ill, int noThal)
      throws IOException {
    List<List<Double>> read =
        shared("heart-disease/processed." + centre + ".data")
            .numbers(HEART, "header", "false", "columns", COLUMNS, "label-rule", "> 0");
    assertEquals(rows, read.size());
    assertEquals(ill, read.stream().filter(row -> row.get(4) == 1).count());
    assertEquals(noThal, read.stream().filter(row -> Double.isNaN(row.get(3))).count());
  }

  @Test
  void next_smsSpam_hasPublishedCounts() throws IOException {
    DataSchema schema =
        DataSchema.of(new Column.Label("kind", Target.BINARY, 2), new Column.Text("text"));
    List<List<Double>> read =
        shared("sms-spam/SMSSpamCollection")
            .numbers(
                schema,
                "header",
                "false",
                "columns",
                "kind,text",
                "delimiter",
                "tab",
                "quote",
                "none",
                "label-rule",
                "= spam");
    assertEquals(5574, read.size());
    assertEquals(747, read.stream().filter(row -> row.get(0) == 1).count());
  }

  @Test
  void next_germanCredit_hasPublishedCounts() throws IOException {
    StringBuilder columns = new StringBuilder();
    for (int i = 1; i <= 20; i++) {
      columns.append("a").append(i).append(',');
    }
    DataSchema schema =
        DataSchema.of(
            new Column.Categorical("a1", List.of("A11", "A12", "A13", "A14")),
            new Column.Numeric("a2", 0, 100),
            new Column.Label("risk", Target.BINARY, 2));
    List<List<Double>> read =
        shared("german-credit/german.data")
            .numbers(
                schema,
                "header",
                "false",
                "columns",
                columns + "risk",
                "delimiter",
                "space",
                "label-rule",
                "= 2");
    assertEquals(1000, read.size());
    assertEquals(300, read.stream().filter(row -> row.get(2) == 1).count());
  }
}
