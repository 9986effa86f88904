package org.cloister.engine.data;

import static org.cloister.engine.data.TableSource.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.model.Batch;
import org.cloister.model.BatchInput;
import org.cloister.model.Block;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Row;
import org.cloister.model.Target;
import org.cloister.model.Transform;
import org.cloister.spi.RawExamples;
import org.junit.jupiter.api.Test;

class RowEncoderTests {
  private static final Column.Numeric AGE = new Column.Numeric("age", 0, 120);
  private static final Column.Categorical PAIN =
      new Column.Categorical("pain", List.of("a", "b", "c"));
  private static final DataSchema SCHEMA =
      DataSchema.of(
          AGE, PAIN, new Column.Numeric("chol", 0, 700), new Column.Label("ill", Target.BINARY, 2));
  private static final Transform ONE_HOT =
      new Transform.OneHot("pain", List.of("a", "b", "c"), true);

  private static RowEncoder encoder(Transform... steps) {
    return new RowEncoder(SCHEMA, new Preprocessing(Scope.GLOBAL, List.of(steps)));
  }

  private static Batch batch(int features, int rows) {
    return new Batch(
        rows, Map.of(BatchInput.FEATURES, new Block.Dense(features, new float[features * rows])));
  }

  private static Row cells(double age, int pain, double chol) {
    Row row = new Row(SCHEMA);
    row.setNumber(0, age);
    row.setIndex(1, pain);
    row.setNumber(2, chol);
    return row;
  }

  @Test
  void encode_siteFit_givesTheBitsThatTrainingSaw() {
    SplittableRandom random = new SplittableRandom(11);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(
          row(
              random.nextInt(10) == 0 ? null : (Object) (random.nextDouble() * 120),
              random.nextInt(10) == 0 ? null : (Object) random.nextInt(3),
              random.nextInt(5) == 0 ? 0 : random.nextDouble() * 700,
              random.nextInt(2)));
    }
    Preparation preparation =
        new Preparation(
            Scope.SITE,
            Missing.IMPUTE,
            false,
            Map.of("chol", List.of(0.0)),
            Map.of("chol", new Imputation.Median(), "pain", new Imputation.Constant(2)),
            StatisticsLimits.usual());
    SiteDataset data =
        new TableSource(rows, SCHEMA).load(SCHEMA, preparation, new Split.Fraction(0, 1));
    RowEncoder encoder = new RowEncoder(SCHEMA, data.preprocessing());
    Batch expected = SiteDatasetTests.all(data.train());
    Batch batch = batch(5, rows.size());
    Row row = new Row(SCHEMA);
    try (RawExamples raw = data.table().trainRows()) {
      for (int i = 0; raw.next(row); i++) {
        assertTrue(encoder.encode(row, batch, i));
      }
    }
    assertArrayEquals(expected.dense(BatchInput.FEATURES), batch.dense(BatchInput.FEATURES));
    assertArrayEquals(expected.target(), batch.target());
    assertEquals(data.batchSchema(), encoder.batchSchema());
  }

  @Test
  void encode_allSteps_followsTheFormulas() {
    RowEncoder encoder =
        encoder(
            new Transform.Missing("chol", List.of(0.0, -1.0)),
            new Transform.Impute("chol", 200),
            ONE_HOT,
            new Transform.Standardise("chol", 100, 50),
            new Transform.Standardise("pain_c", 0.25, 0));
    Batch batch = batch(4, 3);

    assertTrue(encoder.encode(cells(40, 2, 0), batch, 0));
    assertTrue(encoder.encode(cells(50, 1, Double.NaN), batch, 1));
    assertTrue(encoder.encode(cells(60, 0, 50), batch, 2));

    assertArrayEquals(
        new float[] {40, 0, 0.75f, 2, 50, 1, -0.25f, 2, 60, 0, -0.25f, -1},
        batch.dense(BatchInput.FEATURES));
    assertTrue(Float.isNaN(batch.target()[0]), "no label is no reason not to predict");
  }

  @Test
  void encode_missingCellThatNothingStandsInFor_isFalse() {
    RowEncoder encoder = encoder(new Transform.Missing("chol", List.of(0.0)), ONE_HOT);

    assertFalse(encoder.encode(cells(Double.NaN, 0, 1), batch(4, 1), 0));
    assertFalse(encoder.encode(cells(1, Row.MISSING, 1), batch(4, 1), 0));
    assertFalse(encoder.encode(cells(1, 0, 0), batch(4, 1), 0));
    assertTrue(encoder.encode(cells(1, 0, 1), batch(4, 1), 0));
  }

  @Test
  void encode_cellsOutsideTheSchema_areDataMalformedAndNameTheColumn() {
    RowEncoder encoder = encoder(ONE_HOT);
    for (Row bad :
        List.of(
            cells(Double.POSITIVE_INFINITY, 0, 1),
            cells(1, 3, 1),
            cells(1, -2, 1),
            cells(1, 0, 1e300))) {
      CloisterException e =
          assertThrows(CloisterException.class, () -> encoder.encode(bad, batch(4, 1), 0));
      assertEquals(ErrorCode.DATA_MALFORMED, e.code());
      assertTrue(e.getMessage().matches(".*(age|pain|chol).*"), e.getMessage());
    }
  }

  @Test
  void encode_entitiesAndImages_areBlocksOfTheirOwn() {
    DataSchema schema =
        DataSchema.of(new Column.Entity("user", 4), new Column.Image("photo", 1, 2, 1));
    RowEncoder encoder = new RowEncoder(schema, Preprocessing.none());
    Batch batch =
        new Batch(
            2,
            Map.of("user", new Block.Ids(new int[2]), "photo", new Block.Dense(2, new float[4])));
    Row row = new Row(schema);
    assertFalse(encoder.encode(row, batch, 0));
    row.setIndex(0, 3);
    row.setImage(1, new float[] {1, 2});
    assertTrue(encoder.encode(row, batch, 1));
    assertArrayEquals(new float[] {0, 0, 1, 2}, batch.dense("photo"));
    assertEquals(3, batch.ids("user")[1]);
    assertEquals(Target.REAL, encoder.batchSchema().target());
    row.setImage(1, new float[] {1});
    assertThrows(CloisterException.class, () -> encoder.encode(row, batch, 1));
    row.setIndex(0, 4);
    assertThrows(CloisterException.class, () -> encoder.encode(row, batch, 1));
  }

  @Test
  void new_stepsThatDoNotFit_areSchemaInvalid() {
    Transform.Standardise age = new Transform.Standardise("age", 1, 1);
    List<List<Transform>> bad =
        List.of(
            List.of(),
            List.of(ONE_HOT, ONE_HOT),
            List.of(new Transform.OneHot("pain", List.of("a", "c", "b"), true)),
            List.of(new Transform.OneHot("age", List.of("a"), true), ONE_HOT),
            List.of(ONE_HOT, new Transform.Impute("height", 1)),
            List.of(ONE_HOT, new Transform.Impute("ill", 1)),
            List.of(ONE_HOT, new Transform.Impute("pain", 1)),
            List.of(new Transform.Impute("pain", 3), ONE_HOT),
            List.of(new Transform.Impute("pain", 0.5), ONE_HOT),
            List.of(new Transform.Impute("age", 1), new Transform.Impute("age", 1), ONE_HOT),
            List.of(
                new Transform.Impute("age", 1),
                new Transform.Missing("age", List.of(1.0)),
                ONE_HOT),
            List.of(new Transform.Missing("pain", List.of(1.0)), ONE_HOT),
            List.of(ONE_HOT, age, age),
            List.of(ONE_HOT, age, new Transform.Impute("age", 1)),
            List.of(ONE_HOT, new Transform.Standardise("pain_a", 1, 1)),
            List.of(ONE_HOT, new Transform.Standardise("pain", 1, 1)),
            List.of(ONE_HOT, new Transform.Standardise("ill", 1, 1)),
            List.of(new Transform.Standardise("pain_b", 1, 1), ONE_HOT),
            List.of(ONE_HOT, new Transform.HashText("age", 8, 1)),
            List.of(ONE_HOT, new Transform.ScaleImage("age", 0, 1)));
    for (List<Transform> steps : bad) {
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> new RowEncoder(SCHEMA, new Preprocessing(Scope.GLOBAL, steps)),
              steps.toString());
      assertEquals(ErrorCode.SCHEMA_INVALID, e.code());
    }
  }
}
