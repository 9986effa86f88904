package org.cloister.engine.data;

import static org.cloister.engine.data.TableSource.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.model.Batch;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Target;
import org.cloister.spi.Episode;
import org.cloister.spi.EpisodeSampler.EpisodeRows;
import org.cloister.spi.Examples;
import org.cloister.spi.SecondOrder;
import org.junit.jupiter.api.Test;

class ObjectiveTests {
  private static final DataSchema SCHEMA =
      DataSchema.of(new Column.Numeric("x", 0, 9), new Column.Label("y", Target.REAL, 0));
  private final Examples examples =
      TableSource.of(SCHEMA, row(1, 0), row(2, 0), row(6, 0))
          .load(
              SCHEMA, new Preparation(Scope.NONE, Missing.DROP_ROW, true), new Split.Fraction(0, 1))
          .train();
  private final float[] gradient = new float[1];

  @Test
  void next_fromFirstStep_walksTheOrderAndCountsLosses() {
    BatchOrder order = step -> step == 5 ? new int[] {0, 1} : new int[] {2};
    BatchObjective objective = BatchObjective.of(new Parabola(), examples, order, 5, 2, 1);
    assertEquals(0, objective.meanLoss());
    assertEquals(2.5, objective.next(new float[] {0}, gradient), 1e-6);
    assertArrayEquals(new float[] {-3}, gradient);
    assertEquals(36, objective.next(new float[] {0}, gradient), 1e-6);
    assertEquals(2, objective.steps());
    assertEquals(19.25, objective.meanLoss(), 1e-6);
    assertEquals(3, objective.examples());
    assertEquals(1, objective.length());
    assertFalse(objective instanceof SecondOrder);
  }

  @Test
  void next_orderGivesMoreThanBatchSize_isJobInvalid() {
    BatchObjective objective =
        BatchObjective.of(new Parabola(), examples, step -> new int[3], 0, 2, 1);
    CloisterException e =
        assertThrows(CloisterException.class, () -> objective.next(new float[] {0}, gradient));
    assertEquals(ErrorCode.JOB_INVALID, e.code());
  }

  @Test
  void hessianProduct_sessionWithCurvature_usesTheLastBatch() {
    BatchOrder order = step -> step == 0 ? new int[] {0, 1, 2} : new int[] {2};
    BatchObjective objective =
        BatchObjective.of(new Parabola.WithCurvature(), examples, order, 0, 3, 1);
    SecondOrder curved = assertInstanceOf(SecondOrder.class, objective);
    float[] product = new float[1];
    float[] weights = {0};
    float[] direction = {5};
    assertThrows(
        IllegalStateException.class, () -> curved.hessianProduct(weights, direction, product));
    curved.next(weights, gradient);
    curved.hessianProduct(weights, direction, product);
    assertArrayEquals(new float[] {30}, product);
    curved.next(weights, gradient);
    curved.hessianProduct(weights, direction, product);
    assertArrayEquals(new float[] {10}, product);
  }

  @Test
  void episodes_nextTwice_givesTheSameBatchAgain() {
    List<EpisodeRows> rows = List.of(new EpisodeRows(new int[] {0}, new int[] {1, 2}));
    assertEquals(2, Episodes.largestBatch(rows));
    Episode episode = Episodes.of(new Parabola(), examples, rows, 1).get(0);
    float[] weights = {0};
    assertEquals(1, episode.support().next(weights, gradient), 1e-6);
    assertEquals(20, episode.query().next(weights, gradient), 1e-6);
    assertEquals(1, episode.support().next(weights, gradient), 1e-6);
    assertEquals(2, episode.query().examples());
    assertFalse(episode.query() instanceof SecondOrder);
    Episode curved = Episodes.of(new Parabola.WithCurvature(), examples, rows, 1).get(0);
    float[] product = new float[1];
    ((SecondOrder) curved.query()).hessianProduct(weights, new float[] {1}, product);
    assertArrayEquals(new float[] {4}, product);
  }

  @Test
  void episodes_rowsThatDoNotExist_breakTheContract() {
    for (int[] bad : List.of(new int[0], new int[] {3}, new int[] {-1})) {
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () ->
                  Episodes.of(
                      new Parabola(), examples, List.of(new EpisodeRows(new int[] {0}, bad)), 1));
      assertEquals(ErrorCode.PLUGIN_CONTRACT_BROKEN, e.code());
    }
  }

  @Test
  void predict_session_usesItsWeights() {
    Batch batch = SiteDatasetTests.all(examples);
    float[] scores = new float[3];
    SessionPredictor predictor = new SessionPredictor(new Parabola(), new float[] {4});
    predictor.predict(batch, scores);
    assertEquals(1, predictor.outputs());
    assertArrayEquals(new float[] {4, 4, 4}, scores);
  }
}
