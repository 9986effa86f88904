package org.cloister.plugins.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatisticsTests {
  private static final double NONE = Double.NaN;
  private static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("chol", 0, 700),
          new Column.Categorical("cp", List.of("typical", "none", "other")),
          new Column.Label("ill", Target.BINARY, 2));
  private static final Table FIRST =
      Table.of(
          SCHEMA,
          new double[] {200, 1, 0},
          new double[] {0, 2, 1},
          new double[] {NONE, 1, 1},
          new double[] {900, NONE, 1});
  private static final Table SECOND =
      Table.of(SCHEMA, new double[] {300, 2, 0}, new double[] {100, 2, NONE});

  private static ErrorCode code(Runnable call) {
    return assertThrows(CloisterException.class, call::run).code();
  }

  @Test
  void finish_twoSites_countsOverTheUnion() {
    Map<String, Double> all = Table.statistics(Settings.none(), FIRST, SECOND);

    assertEquals(6, all.get("rows"));
    assertEquals(3, all.get("complete-rows"));
    assertEquals(5, all.get("chol.present"));
    assertEquals(1, all.get("chol.missing"));
    assertEquals(1, all.get("chol.out-of-range"));
    assertEquals((200 + 0 + 700 + 300 + 100) / 5.0, all.get("chol.mean"), 1e-9);
    assertEquals(0, all.get("chol.min"));
    assertEquals(700, all.get("chol.max"));
    assertEquals(200, all.get("chol.median"), 700 / 1024.0);
    assertEquals(1, all.get("chol.bin.15"));
    assertEquals(5, all.get("cp.present"));
    assertEquals(0, all.get("cp.value.0"));
    assertEquals(2, all.get("cp.value.1"));
    assertEquals(3, all.get("cp.value.2"));
    assertEquals(2, all.get("cp.mode"));
    assertEquals(1, all.get("ill.missing"));
    assertEquals(2, all.get("ill.class.0"));
    assertEquals(3, all.get("ill.class.1"));
  }

  @Test
  void finish_declaredMissingValues_countAsMissing() {
    Map<String, Double> all = Table.statistics(Settings.of("missing.chol", "0,-9"), FIRST, SECOND);

    assertEquals(4, all.get("chol.present"));
    assertEquals(2, all.get("chol.missing"));
    assertEquals(2, all.get("complete-rows"));
    assertEquals(325, all.get("chol.mean"), 1e-9);
  }

  @Test
  void compute_rows_chooseWhichCount() {
    assertEquals(3, Table.statistics(Settings.of("rows", "complete"), FIRST, SECOND).get("rows"));
    Map<String, Double> usable = Table.statistics(Settings.of("rows", "usable"), FIRST, SECOND);
    assertEquals(5, usable.get("rows"));
    assertEquals(1, usable.get("chol.missing"));
    assertEquals(0, usable.get("ill.missing"));

    DataSchema others =
        DataSchema.of(
            new Column.Entity("user", 3),
            new Column.Image("photo", 1, 1, 1),
            new Column.Text("note"),
            new Column.Numeric("x", 0, 1));
    Table table =
        Table.of(
            others,
            new double[] {1, 1, 1, NONE},
            new double[] {NONE, 1, 1, 0},
            new double[] {1, NONE, 1, 0},
            new double[] {1, 1, NONE, 0});
    assertEquals(1, Table.statistics(Settings.of("rows", "usable"), table).get("rows"));
    assertEquals(4, Table.statistics(Settings.none(), table).get("rows"));
    assertEquals(1, Table.statistics(Settings.none(), table).get("photo.missing"));
  }

  @Test
  void finish_randomTables_equalTwoPassesAndQuantilesToABin() {
    long seed = 20_261_121;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      double min = random.nextDouble(-1e6, 1e6);
      double max = min + Math.pow(10, random.nextDouble(-3, 6));
      int bins = 16 * random.nextInt(1, 80);
      DataSchema schema = DataSchema.of(new Column.Numeric("x", min, max));
      List<double[]> first = new ArrayList<>();
      List<double[]> second = new ArrayList<>();
      int n = random.nextInt(2, 60);
      double[] all = new double[n];
      for (int i = 0; i < n; i++) {
        double share = random.nextInt(3) == 0 ? random.nextInt(9) / 8.0 : random.nextDouble();
        all[i] = Math.min(max, min + (max - min) * share);
        (random.nextBoolean() ? first : second).add(new double[] {all[i]});
      }
      Map<String, Double> got =
          Table.statistics(
              Settings.of("bins", Integer.toString(bins)),
              new Table(schema, first),
              new Table(schema, second));
      double mean = Arrays.stream(all).sum() / n;
      double squares = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).sum();
      String at = "seed " + seed + ", round " + round;
      double ulps = 8 * Math.ulp(Math.max(Math.abs(min), Math.abs(max)));
      assertEquals(mean, got.get("x.mean"), 1e-9 * (max - min) + ulps, at);
      assertEquals(
          Math.sqrt(squares / (n - 1)),
          got.get("x.standard-deviation"),
          1e-7 * (max - min) + ulps,
          at);
      Arrays.sort(all);
      double width = (max - min) / bins + ulps;
      assertEquals(all[0], got.get("x.min"), width, at);
      assertEquals(all[n - 1], got.get("x.max"), width, at);
      assertEquals(quantile(all, 5), got.get("x.q05"), width, at);
      assertEquals(quantile(all, 25), got.get("x.q25"), width, at);
      assertEquals(quantile(all, 50), got.get("x.median"), width, at);
      assertEquals(quantile(all, 75), got.get("x.q75"), width, at);
      assertEquals(quantile(all, 95), got.get("x.q95"), width, at);
    }
  }

  /** Averaging at steps: type 2 of Hyndman and Fan 1996. */
  private static double quantile(double[] sorted, int percent) {
    int rank = sorted.length * percent;
    return rank % 100 == 0 ? (sorted[rank / 100 - 1] + sorted[rank / 100]) / 2 : sorted[rank / 100];
  }

  @Test
  void finish_constantColumn_hasNoDeviation() {
    DataSchema schema = DataSchema.of(new Column.Numeric("x", -1000, 1000));
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(new double[] {0.1});
    }
    Map<String, Double> all = Table.statistics(Settings.none(), new Table(schema, rows));

    assertEquals(0.1, all.get("x.mean"), 1e-9);
    assertEquals(0.0, all.get("x.standard-deviation"));
  }

  @Test
  void finish_noRows_leavesOutWhatNeedsAValue() {
    Map<String, Double> all = Table.statistics(Settings.none(), Table.of(SCHEMA));

    assertEquals(0, all.get("rows"));
    assertEquals(0, all.get("chol.present"));
    assertFalse(all.containsKey("chol.mean"));
    assertFalse(all.containsKey("chol.median"));
    assertFalse(all.containsKey("cp.mode"));
    assertTrue(all.values().stream().allMatch(Double::isFinite));
  }

  @Test
  void finish_realLabel_hasMomentsWithinItsLimit() {
    DataSchema schema = DataSchema.of(new Column.Label("y", Target.REAL, 0));
    Map<String, Double> all =
        Table.statistics(
            Settings.of("label-limit", "10"),
            Table.of(schema, new double[] {-30}, new double[] {4}, new double[] {NONE}));

    assertEquals(2, all.get("y.present"));
    assertEquals(1, all.get("y.missing"));
    assertEquals(1, all.get("y.out-of-range"));
    assertEquals(-3, all.get("y.mean"), 1e-9);
    assertEquals(7 * Math.sqrt(2), all.get("y.standard-deviation"), 1e-9);
  }

  @Test
  void compute_moreRowsThanTheMost_isDataTooLarge() {
    Settings few = Settings.of("most-rows", "3");

    assertEquals(ErrorCode.DATA_TOO_LARGE, code(() -> Table.statistics(few, FIRST)));
    assertEquals(2, Table.statistics(few, SECOND).get("rows"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1000, 10_000_000, Integer.MAX_VALUE})
  void parts_anyNumberOfRows_leaveRoomForAThousandSites(long mostRows) {
    Part.Kind.Scalars moments = Scale.moments(mostRows);
    double steps = 1000 * (moments.max() - moments.min()) / moments.resolution();

    assertTrue(steps <= 0x1p62, () -> "steps " + steps);
    assertTrue(steps >= 0x1p60, () -> "needlessly coarse, steps " + steps);
  }

  @Test
  void parts_longNamesAndManyColumns_areUniqueAndFitAHeader() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < 784; i++) {
      columns.add(new Column.Numeric("x".repeat(60) + i, 0, 255));
    }
    List<Part> parts = new Statistics().parts(new DataSchema(columns), Settings.none());

    assertEquals(parts.size(), new HashSet<>(parts.stream().map(Part::name).toList()).size());
    long values = parts.stream().mapToLong(part -> part.kind().length()).sum();
    assertTrue(8 * values + 60L * parts.size() < 1 << 20, () -> "values " + values);
  }

  @Test
  void parts_settingsThatDoNotFit_areRefused() {
    Statistics query = new Statistics();
    for (Settings bad :
        List.of(
            Settings.of("rows", "some"),
            Settings.of("bins", "8"),
            Settings.of("missing.chol", "a"),
            Settings.of("missing.chol", ""),
            Settings.of("missing.chol", "1,Infinity"),
            Settings.of("missing.cp", "1"),
            Settings.of("missing.height", "1"))) {
      assertEquals(ErrorCode.SETTING_INVALID, code(() -> query.parts(SCHEMA, bad)), bad.toString());
    }
    DataSchema endless =
        DataSchema.of(new Column.Numeric("x", Double.NEGATIVE_INFINITY, Double.MAX_VALUE));
    assertEquals(ErrorCode.SCHEMA_INVALID, code(() -> query.parts(endless, Settings.none())));
  }

  @Test
  void moved_extremeBounds_staysWithinOne() {
    Scale scale = new Scale(-Double.MAX_VALUE, Double.MAX_VALUE);

    assertEquals(1, scale.moved(Double.MAX_VALUE));
    assertEquals(0, scale.bin(-Double.MAX_VALUE, 1024));
    assertEquals(1023, scale.bin(Double.MAX_VALUE, 1024));
    assertEquals(0, scale.moved(0));
  }
}
