package org.cloister.engine.data;

import static org.cloister.engine.data.TableSource.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Row;
import org.cloister.model.Target;
import org.cloister.model.Transform;
import org.cloister.spi.Examples;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Test;

class SiteDatasetTests {
  private static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("age", 0, 120),
          new Column.Categorical("pain", List.of("a", "b", "c")),
          new Column.Numeric("pulse", 0, 300),
          new Column.Label("ill", Target.BINARY, 2));
  private static final Preparation PLAIN = new Preparation(Scope.NONE, Missing.DROP_ROW, true);
  private static final Preparation IMPUTED = new Preparation(Scope.NONE, Missing.IMPUTE, false);
  private static final TableSource FOUR_ROWS =
      TableSource.of(
          SCHEMA,
          row(10, "a", 60, 0),
          row(20, "b", null, 1),
          row(60, "b", 80, 1),
          row(null, "c", 90, 1));

  private static Split lines(List<Long> train, List<Long> test) {
    return new Split.Lines(Set.copyOf(train), Set.copyOf(test));
  }

  private static Split allTrain(long rows) {
    return lines(LongStream.range(0, rows).boxed().toList(), List.of());
  }

  static Batch all(Examples examples) {
    Batch batch = examples.batch(examples.count());
    int[] rows = IntStream.range(0, examples.count()).toArray();
    examples.read(rows, 0, rows.length, batch);
    return batch;
  }

  private static ErrorCode code(Runnable call) {
    return assertThrows(CloisterException.class, call::run).code();
  }

  @Test
  void federated_mixedColumns_namesFeaturesInSchemaOrder() {
    BatchSchema schema = SiteDataset.federated(SCHEMA, PLAIN);
    assertEquals(
        List.of("age", "pain_b", "pain_c", "pulse"),
        schema.dense(BatchInput.FEATURES).featureNames());
    assertEquals(Target.BINARY, schema.target());
    assertEquals(5, SiteDataset.federated(SCHEMA, IMPUTED).dense(BatchInput.FEATURES).size());
  }

  @Test
  void load_dropRow_leavesIncompleteRowsOut() {
    SiteDataset data = FOUR_ROWS.load(SCHEMA, PLAIN, lines(List.of(0L, 1L, 3L), List.of(2L)));
    assertEquals(2, data.table().rowsDropped());
    assertEquals(1, data.train().count());
    assertArrayEquals(new float[] {10, 0, 0, 60}, all(data.train()).dense(BatchInput.FEATURES));
    assertArrayEquals(new float[] {60, 1, 0, 80}, all(data.test()).dense(BatchInput.FEATURES));
    assertArrayEquals(new float[] {1}, all(data.test()).target());
  }

  @Test
  void load_impute_fillsWithMeanAndMostFrequentOfTrainingRows() {
    TableSource source =
        TableSource.of(
            SCHEMA,
            row(10, "c", 60, 0),
            row(20, "b", 80, 1),
            row(null, null, null, 1),
            row(99, "a", 99, null));
    SiteDataset data = source.load(SCHEMA, IMPUTED, lines(List.of(0L, 1L, 3L), List.of(2L)));
    assertEquals(1, data.table().rowsDropped());
    // The tie of b and c goes to b, the first of them in the schema.
    assertArrayEquals(new float[] {15, 0, 1, 0, 70}, all(data.test()).dense(BatchInput.FEATURES));
    assertEquals(new Transform.Impute("age", 15), data.preprocessing().steps().get(0));
    assertEquals(new Transform.Impute("pain", 1), data.preprocessing().steps().get(1));
    assertEquals(Scope.SITE, data.preprocessing().scope());
  }

  @Test
  void load_imputeColumnWithoutValue_isDataEmptyAndNamesIt() {
    TableSource source = TableSource.of(SCHEMA, row(10, "c", null, 0), row(20, "b", null, 1));
    CloisterException e =
        assertThrows(CloisterException.class, () -> source.load(SCHEMA, IMPUTED, allTrain(2)));
    assertEquals(ErrorCode.DATA_EMPTY, e.code());
    assertTrue(e.getMessage().contains("pulse"), e.getMessage());
  }

  @Test
  void load_standardise_usesUnbiasedDeviationOfTrainAndKeepsConstantsAtZero() {
    DataSchema schema =
        DataSchema.of(
            new Column.Numeric("x", 0, 9),
            new Column.Numeric("constant", 0, 9),
            new Column.Label("y", Target.REAL, 0));
    TableSource source =
        TableSource.of(schema, row(1, 0.1, 0), row(2, 0.1, 0), row(6, 0.1, 0), row(8, 0.3, 5));
    SiteDataset data =
        source.load(
            schema,
            new Preparation(Scope.SITE, Missing.DROP_ROW, true),
            lines(List.of(0L, 1L, 2L), List.of(3L)));
    double sd = Math.sqrt((4 + 1 + 9) / 2.0);
    assertArrayEquals(
        new float[] {(float) (-2 / sd), 0, (float) (-1 / sd), 0, (float) (3 / sd), 0},
        all(data.train()).dense(BatchInput.FEATURES));
    assertArrayEquals(
        new float[] {(float) (5 / sd), (float) (0.3 - 0.1)},
        all(data.test()).dense(BatchInput.FEATURES));
    assertEquals(
        List.of(
            new Transform.Standardise("x", 3, sd), new Transform.Standardise("constant", 0.1, 0)),
        data.preprocessing().steps());
  }

  @Test
  void load_linesThatDoNotExist_isSplitInvalid() {
    assertEquals(
        ErrorCode.SPLIT_INVALID,
        code(() -> FOUR_ROWS.load(SCHEMA, PLAIN, lines(List.of(0L, 4L), List.of()))));
  }

  @Test
  void load_noTrainingRowLeft_isDataEmpty() {
    assertEquals(
        ErrorCode.DATA_EMPTY,
        code(() -> FOUR_ROWS.load(SCHEMA, PLAIN, lines(List.of(1L), List.of(0L)))));
    assertEquals(
        ErrorCode.DATA_EMPTY,
        code(() -> TableSource.of(SCHEMA).load(SCHEMA, PLAIN, new Split.Fraction(0.5, 1))));
  }

  @Test
  void load_fraction_isExactAndFollowsTheSeed() {
    DataSchema schema =
        DataSchema.of(new Column.Numeric("x", 0, 200), new Column.Label("y", Target.REAL, 0));
    List<Object[]> rows = new ArrayList<>();
    IntStream.range(0, 101).forEach(i -> rows.add(row(i, 0)));
    TableSource source = new TableSource(rows, schema);
    float[] once =
        all(source.load(schema, PLAIN, new Split.Fraction(0.3, 7)).test()).dense("features");
    float[] again =
        all(source.load(schema, PLAIN, new Split.Fraction(0.3, 7)).test()).dense("features");
    SiteDataset other = source.load(schema, PLAIN, new Split.Fraction(0.3, 8));
    assertEquals(30, once.length);
    assertArrayEquals(once, again);
    assertEquals(71, other.train().count());
    assertTrue(!java.util.Arrays.equals(once, all(other.test()).dense("features")));
  }

  @Test
  void trainRows_incompleteRows_areThereAsTheyWere() {
    SiteDataset data = FOUR_ROWS.load(SCHEMA, PLAIN, lines(List.of(0L, 1L, 3L), List.of(2L)));
    try (RawExamples raw = data.table().trainRows()) {
      Row row = new Row(SCHEMA);
      assertTrue(raw.next(row));
      assertTrue(raw.next(row));
      assertEquals(1, raw.line());
      assertEquals(20, row.number(0));
      assertEquals(1, row.index(1));
      assertTrue(Double.isNaN(row.number(2)));
      assertTrue(raw.next(row));
      assertEquals(3, raw.line());
      assertTrue(Double.isNaN(row.number(0)));
      assertTrue(!raw.next(row));
    }
  }

  @Test
  void load_entitiesAndImages_areBlocksOfTheirOwn() {
    DataSchema agreed =
        DataSchema.of(
            new Column.Entity("user", 2),
            new Column.Image("photo", 1, 2, 1),
            new Column.Label("stars", Target.CLASS, 5));
    DataSchema site =
        DataSchema.of(
            new Column.Entity("user", 9), agreed.columns().get(1), agreed.columns().get(2));
    float[] pixels = {0.5f, 0.25f};
    TableSource source =
        new TableSource(
            List.of(row(8, pixels, 4), row(null, pixels, 3), row(3, new float[] {1, 2}, 0)), site);
    SiteDataset data = source.load(agreed, IMPUTED, allTrain(3));
    pixels[0] = 99;
    Batch batch = all(data.train());
    assertArrayEquals(new int[] {8, 3}, batch.ids("user"));
    assertArrayEquals(new float[] {0.5f, 0.25f, 1, 2}, batch.dense("photo"));
    assertArrayEquals(new float[] {4, 0}, batch.target());
    assertEquals(9, data.batchSchema().ids("user").size());
    assertEquals(2, SiteDataset.federated(agreed, IMPUTED).ids("user").size());
    assertArrayEquals(new int[] {8, 3}, data.train().groups("user"));
    assertArrayEquals(new int[] {4, 0}, data.train().groups("stars"));
    assertEquals(ErrorCode.SCHEMA_INVALID, code(() -> data.train().groups("photo")));
    Row row = new Row(site);
    data.table().trainRows().next(row);
    row.image(1)[0] = 77;
    assertEquals(0.5f, all(data.train()).dense("photo")[0]);
  }

  @Test
  void groups_missingCategory_isMinusOne() {
    TableSource source = TableSource.of(SCHEMA, row(10, null, 60, 0), row(20, "c", 80, 1));
    assertArrayEquals(
        new int[] {-1, 2}, source.load(SCHEMA, IMPUTED, allTrain(2)).train().groups("pain"));
  }

  @Test
  void load_cellsOutsideTheSchema_areRefusedWithTheirPlaceOnly() {
    List<Object[]> bad =
        List.of(
            row(10, 3, 60, 0),
            row(10, -2, 60, 0),
            row(10, "a", 60, 2),
            row(10, "a", 60, 0.5),
            row(Double.POSITIVE_INFINITY, "a", 60, 1),
            row(1.234567e300, "a", 60, 1));
    for (Object[] cells : bad) {
      TableSource source = TableSource.of(SCHEMA, row(10, "a", 60, 0), cells);
      CloisterException e =
          assertThrows(CloisterException.class, () -> source.load(SCHEMA, PLAIN, allTrain(2)));
      assertEquals(ErrorCode.DATA_MALFORMED, e.code());
      assertTrue(e.getMessage().startsWith("Line 1, "), e.getMessage());
      assertTrue(!e.getMessage().contains("234567"), e.getMessage());
    }
  }

  @Test
  void load_sourceThatChangesTheSchema_isRefused() {
    DataSchema other =
        DataSchema.of(
            new Column.Numeric("age", 0, 9),
            SCHEMA.columns().get(1),
            SCHEMA.columns().get(2),
            SCHEMA.columns().get(3));
    TableSource source = TableSource.of(other, row(10, "a", 60, 0));
    assertEquals(
        ErrorCode.PLUGIN_CONTRACT_BROKEN, code(() -> source.load(SCHEMA, PLAIN, allTrain(1))));
  }

  @Test
  void federated_textNoLabelOrTwoOfAName_isSchemaInvalid() {
    Column.Label label = new Column.Label("y", Target.REAL, 0);
    Column.Numeric twin = new Column.Numeric("pain_b", 0, 1);
    for (DataSchema schema :
        List.of(
            DataSchema.of(new Column.Text("note"), label),
            DataSchema.of(new Column.Numeric("x", 0, 1)),
            DataSchema.of(new Column.Entity("features", 2), twin, label),
            DataSchema.of(twin, SCHEMA.columns().get(1), label))) {
      assertEquals(
          ErrorCode.SCHEMA_INVALID,
          code(() -> SiteDataset.federated(schema, PLAIN)),
          schema.toString());
    }
  }

  @Test
  void read_indexOutside_isRefused() {
    Examples train = FOUR_ROWS.load(SCHEMA, PLAIN, allTrain(4)).train();
    assertEquals(2, train.count());
    assertThrows(
        IndexOutOfBoundsException.class, () -> train.read(new int[] {2}, 0, 1, train.batch(1)));
    assertThrows(
        IndexOutOfBoundsException.class, () -> train.read(new int[] {0, 1}, 0, 2, train.batch(1)));
  }

  @Test
  void read_emptyTestSet_givesNoRows() {
    Examples test = FOUR_ROWS.load(SCHEMA, PLAIN, allTrain(4)).test();
    Batch batch = test.batch(3);
    test.read(new int[0], 0, 0, batch);
    assertEquals(0, batch.rows());
  }

  @Test
  void read_usedBatch_getsUnitWeightsAgain() {
    Examples train = FOUR_ROWS.load(SCHEMA, PLAIN, allTrain(4)).train();
    Batch batch = train.batch(2);
    batch.exampleWeight()[0] = 0.5f;
    train.read(new int[] {1}, 0, 1, batch);
    assertEquals(1f, batch.exampleWeight()[0]);
    assertEquals(60f, batch.dense("features")[0]);
  }
}
