package org.cloister.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Target;
import org.cloister.model.Transform;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FLamby's Fed-Heart-Disease (Ogier du Terrail et al. 2022): its preparation of the four raw files
 * must come out of ours, feature by feature and moment by moment.
 */
class HeartDiseaseTests {
  private static final int LINE = 2;
  private static final int SET = 3;
  private static final int FIRST_FEATURE = 4;
  private static final int FEATURES = 13;
  private static final List<String> NUMERIC =
      List.of("age", "sex", "trestbps", "chol", "fbs", "thalach", "exang", "oldpeak");

  /** The places of {@link #NUMERIC}, cp and restecg in the raw files. */
  private static final int[] RAW = {0, 1, 3, 4, 5, 7, 8, 9, 2, 6};

  private static final int RAW_LABEL = 13;
  private static Path folder;

  @BeforeAll
  static void findData() {
    String shared = System.getenv("CLOISTER_SHARED");
    Assumptions.assumeTrue(
        shared != null, "CLOISTER_SHARED does not name the folder with the shared data sets");
    folder = Path.of(shared, "data", "heart-disease");
    Assumptions.assumeTrue(Files.isDirectory(folder), "there is no folder data/heart-disease");
  }

  private static DataSchema preparedSchema() {
    List<Column> columns = new ArrayList<>();
    NUMERIC.forEach(name -> columns.add(new Column.Numeric(name, -1e9, 1e9)));
    for (String name : List.of("cp_2", "cp_3", "cp_4", "restecg_1", "restecg_2")) {
      columns.add(new Column.Numeric(name, 0, 1));
    }
    columns.add(new Column.Label("label", Target.BINARY, 2));
    return new DataSchema(columns);
  }

  private static DataSchema rawSchema() {
    List<Column> columns = new ArrayList<>();
    NUMERIC.forEach(name -> columns.add(new Column.Numeric(name, -1e9, 1e9)));
    columns.add(new Column.Categorical("cp", List.of("1", "2", "3", "4")));
    columns.add(new Column.Categorical("restecg", List.of("0", "1", "2")));
    columns.add(new Column.Label("label", Target.BINARY, 2));
    return new DataSchema(columns);
  }

  private static List<String[]> prepared(String centre) throws IOException {
    return Files.readAllLines(folder.resolve("flamby_prepared.csv")).stream()
        .map(line -> line.split(","))
        .filter(cells -> cells[0].equals(centre))
        .toList();
  }

  private static double[] moments(String centre, String key) throws IOException {
    String json = Files.readString(folder.resolve("flamby_split.json"));
    int from = json.indexOf('"' + centre + "\": {");
    Matcher list =
        Pattern.compile('"' + key + "\": \\[([^]]*)]").matcher(json).region(from, json.length());
    assertEquals(true, list.find(), key);
    return Arrays.stream(list.group(1).split(","))
        .mapToDouble(text -> Double.parseDouble(text.strip()))
        .toArray();
  }

  private static void assertMoments(SiteDataset data, String centre) throws IOException {
    List<Transform.Standardise> fitted =
        data.preprocessing().steps().stream()
            .filter(Transform.Standardise.class::isInstance)
            .map(Transform.Standardise.class::cast)
            .toList();
    // FLamby computed in single precision: its own rounding is about 1e-7 of a value.
    double[] means = fitted.stream().mapToDouble(Transform.Standardise::mean).toArray();
    double[] deviations =
        fitted.stream().mapToDouble(Transform.Standardise::standardDeviation).toArray();
    assertRelative(moments(centre, "mean_train"), means);
    assertRelative(moments(centre, "std_train_unbiased"), deviations);
  }

  private static void assertRelative(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-6 * Math.max(1e-3, Math.abs(expected[i])), "at " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cleveland", "hungarian", "switzerland", "va"})
  void load_preparedTable_reproducesMomentsOfTraining(String centre) throws IOException {
    List<String[]> lines = prepared(centre);
    List<Object[]> rows = new ArrayList<>();
    Set<Long> train = new HashSet<>();
    Set<Long> test = new HashSet<>();
    for (String[] cells : lines) {
      (cells[SET].equals("train") ? train : test).add((long) rows.size());
      Object[] row = new Object[FEATURES + 1];
      Arrays.setAll(row, i -> Double.parseDouble(cells[FIRST_FEATURE + i]));
      rows.add(row);
    }
    SiteDataset data =
        new TableSource(rows, preparedSchema())
            .load(
                preparedSchema(),
                new Preparation(Scope.SITE, Missing.DROP_ROW, true),
                new Split.Lines(train, test));
    assertMoments(data, centre);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cleveland", "hungarian", "switzerland", "va"})
  void load_rawTable_reproducesFlambysPreparation(String centre) throws IOException {
    List<Object[]> raw = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("processed." + centre + ".data"))) {
      String[] cells = line.split(",");
      Object[] row = new Object[RAW.length + 1];
      for (int i = 0; i < RAW.length; i++) {
        row[i] = cell(cells[RAW[i]], i >= NUMERIC.size());
      }
      row[RAW.length] = Double.parseDouble(cells[RAW_LABEL]) > 0 ? 1 : 0;
      raw.add(row);
    }
    List<String[]> expected = prepared(centre);
    Set<Long> train = new HashSet<>();
    Set<Long> test = new HashSet<>();
    expected.forEach(
        cells -> (cells[SET].equals("train") ? train : test).add(Long.parseLong(cells[LINE])));
    Split split = new Split.Lines(train, test);
    TableSource source = new TableSource(raw, rawSchema());

    SiteDataset plain =
        source.load(rawSchema(), new Preparation(Scope.NONE, Missing.DROP_ROW, true), split);
    assertEquals(0, plain.table().rowsDropped());
    assertSet(expected, "train", SiteDatasetTests.all(plain.train()));
    assertSet(expected, "test", SiteDatasetTests.all(plain.test()));
    assertMoments(
        source.load(rawSchema(), new Preparation(Scope.SITE, Missing.DROP_ROW, true), split),
        centre);
    SiteDataset everything =
        source.load(
            rawSchema(),
            new Preparation(Scope.NONE, Missing.DROP_ROW, true),
            new Split.Fraction(0, 1));
    assertEquals(expected.size(), everything.train().count());
    assertEquals(raw.size() - expected.size(), everything.table().rowsDropped());
  }

  private static Object cell(String text, boolean categorical) {
    if (text.equals("?")) {
      return null;
    }
    double value = Double.parseDouble(text);
    return categorical ? (Object) Integer.toString((int) value) : (Object) value;
  }

  private static void assertSet(List<String[]> expected, String set, Batch actual) {
    List<String[]> rows = expected.stream().filter(cells -> cells[SET].equals(set)).toList();
    assertEquals(rows.size(), actual.rows());
    float[] features = new float[rows.size() * FEATURES];
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i);
      int start = i * FEATURES;
      IntStream.range(0, FEATURES)
          .forEach(f -> features[start + f] = Float.parseFloat(cells[FIRST_FEATURE + f]));
      assertEquals(Float.parseFloat(cells[FIRST_FEATURE + FEATURES]), actual.target()[i]);
    }
    assertArrayEquals(features, actual.dense(BatchInput.FEATURES));
  }
}
