package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.coordinator.PreparedWorkflow;
import org.cloister.engine.coordinator.Replay;
import org.cloister.engine.data.Imputation;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.engine.data.SiteTable;
import org.cloister.engine.data.Split;
import org.cloister.engine.data.StatisticsLimits;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Transform;
import org.cloister.plugins.workflows.WorkflowsPlugin;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** Preprocessing that is fitted on the whole federation, by sums on the job's route. */
class PreparationRehearsalTests {
  private static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("age", 0, 120),
          new Column.Numeric("chol", -50, 700),
          new Column.Categorical("cp", List.of("a", "b", "c")),
          new Column.Numeric("same", -10, 10),
          new Column.Label("ill", Target.BINARY, 2));
  private static final Map<String, List<Double>> NO_CHOL = Map.of("chol", List.of(0.0));

  private static Preparation preparation(
      Scope scope, Missing missing, Map<String, Imputation> imputations) {
    return new Preparation(scope, missing, false, NO_CHOL, imputations, StatisticsLimits.usual());
  }

  private static Preparation global(Missing missing) {
    return preparation(Scope.GLOBAL, missing, Map.of());
  }

  /** Eight sites, one without any value in a column. */
  private static Map<String, double[][]> tables() {
    return tables(2);
  }

  private static Map<String, double[][]> tables(int without) {
    SplittableRandom random = new SplittableRandom(5);
    Map<String, double[][]> tables = new LinkedHashMap<>();
    for (int s = 0; s < 8; s++) {
      double[][] rows = new double[20 + 13 * s][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] =
            new double[] {
              random.nextInt(9) == 0 ? Double.NaN : random.nextDouble(20 + s, 90),
              s == without || random.nextInt(7) == 0 ? 0 : random.nextDouble(100, 400 + 10 * s),
              random.nextInt(6) == 0 ? -1 : random.nextInt(3),
              0.1,
              random.nextInt(20) == 0 ? Double.NaN : random.nextInt(2)
            };
      }
      tables.put("site" + s, rows);
    }
    return tables;
  }

  private static Rehearsal job(Preparation preparation, Map<String, double[][]> tables) {
    Rehearsal job = new Rehearsal();
    job.schema = SCHEMA;
    job.preparation = preparation;
    tables.forEach((site, rows) -> job.sites.put(site, Points.table(rows)));
    statistics(job);
    job.workflow =
        WorkflowPlan.builder()
            .addAgent(
                "init",
                Phase.START,
                Plans.agent(seen -> List.of(new org.cloister.spi.Command.Initialise())))
            .build();
    return job;
  }

  static void statistics(Rehearsal job) {
    WorkflowsPlugin plugin = new WorkflowsPlugin();
    plugin.queries().forEach(query -> job.queries.put(query.id(), query));
    plugin.workflows().forEach(workflow -> job.workflows.put(workflow.id(), workflow));
  }

  private static Preprocessing fitted(Rehearsal job) {
    JobOutcome.Completed done =
        assertInstanceOf(JobOutcome.Completed.class, job.federation().run());
    return done.model().orElseThrow().preprocessing();
  }

  /** Two passes over all rows in one table. */
  private static Preprocessing pooled(Preparation preparation, Map<String, double[][]> tables) {
    List<double[]> all = new ArrayList<>();
    tables.values().forEach(rows -> all.addAll(List.of(rows)));
    Preparation own =
        new Preparation(
            preparation.standardise() == Scope.GLOBAL ? Scope.SITE : Scope.NONE,
            preparation.missing(),
            preparation.dropFirst(),
            preparation.missingValues(),
            preparation.imputations(),
            preparation.statistics());
    return SiteTable.load(
            new Points(),
            Settings.none(),
            Points.table(all.toArray(double[][]::new)),
            SCHEMA,
            own,
            new Split.Fraction(0, 1))
        .fitted();
  }

  private static void assertSame(Preprocessing expected, Preprocessing actual, double tolerance) {
    assertEquals(Scope.GLOBAL, actual.scope());
    assertEquals(expected.steps().size(), actual.steps().size());
    for (int i = 0; i < expected.steps().size(); i++) {
      Transform e = expected.steps().get(i);
      Transform a = actual.steps().get(i);
      String at = e + " and " + a;
      if (e instanceof Transform.Standardise one) {
        Transform.Standardise other = assertInstanceOf(Transform.Standardise.class, a, at);
        assertEquals(one.feature(), other.feature());
        assertEquals(one.mean(), other.mean(), tolerance, at);
        assertEquals(one.standardDeviation(), other.standardDeviation(), tolerance, at);
        assertEquals(one.standardDeviation() == 0, other.standardDeviation() == 0, at);
      } else if (e instanceof Transform.Impute one) {
        Transform.Impute other = assertInstanceOf(Transform.Impute.class, a, at);
        assertEquals(one.column(), other.column());
        assertEquals(one.value(), other.value(), tolerance, at);
      } else {
        assertEquals(e, a);
      }
    }
  }

  private static List<AggregationRoute> routes() {
    return List.of(
        Rehearsal.open(new Mean()),
        Routes.secure(),
        new AggregationRoute.Grouped(
            Configured.of(new Unmasked()),
            Configured.of(new FixedPoint()),
            1000,
            WeightPrecision.EXACT,
            4,
            Configured.of(new FirstOfAll())));
  }

  @Test
  void fit_everyRouteAndPreparation_equalsTwoPassesOverOneTable() {
    List<Preparation> preparations =
        List.of(
            global(Missing.DROP_ROW),
            global(Missing.IMPUTE),
            preparation(
                Scope.GLOBAL,
                Missing.IMPUTE,
                Map.of("chol", new Imputation.Constant(0.5), "cp", new Imputation.Constant(2))),
            preparation(Scope.NONE, Missing.IMPUTE, Map.of()));
    for (Preparation preparation : preparations) {
      // A group that is short of a site is too small: rows can be dropped where each site has some.
      Map<String, double[][]> tables = tables(preparation.missing() == Missing.DROP_ROW ? -1 : 2);
      Preprocessing expected = pooled(preparation, tables);
      for (AggregationRoute route : routes()) {
        Rehearsal job = job(preparation, tables);
        job.route = route;
        // Fixed point: each of 8 sites rounds to 2^-27 half-widths of up to 375, the sum of more
        // than 200 rows; a deviation squares that.
        double tolerance = route instanceof AggregationRoute.Open ? 1e-9 : 1e-6;
        assertSame(expected, fitted(job), tolerance);
      }
    }
  }

  @Test
  void fit_median_isRightToABin() {
    Preparation median =
        preparation(
            Scope.GLOBAL,
            Missing.IMPUTE,
            Map.of("age", new Imputation.Median(), "chol", new Imputation.Median()));
    Map<String, double[][]> tables = tables();

    assertSame(pooled(median, tables), fitted(job(median, tables)), 750 / 1024.0);
  }

  @Test
  void training_globalScaling_startsFromScaledRows() {
    Rehearsal job =
        new Rehearsal()
            .site("a", new double[] {1, 10, 0}, new double[] {1, 20, 4})
            .site("b", new double[] {3, 60, 8});
    job.preparation = new Preparation(Scope.GLOBAL, Missing.DROP_ROW, false);
    statistics(job);
    // One full-batch step of rate 0.1 from 0 at each site: 0.1 * mean of a * x, scaled over both.
    double[][] rows = {{1, 10, 0}, {1, 20, 4}, {3, 60, 8}};
    double[][] scaled = new double[3][3];
    for (int c = 0; c < 3; c++) {
      double mean = (rows[0][c] + rows[1][c] + rows[2][c]) / 3;
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[c] - mean) * (row[c] - mean);
      }
      for (int r = 0; r < 3; r++) {
        scaled[r][c] = (rows[r][c] - mean) / Math.sqrt(squares / 2);
      }
    }
    float[] expected = new float[2];
    for (int c = 0; c < 2; c++) {
      double atA = (scaled[0][0] * scaled[0][c + 1] + scaled[1][0] * scaled[1][c + 1]) / 2;
      double atB = scaled[2][0] * scaled[2][c + 1];
      expected[c] = (float) (0.1 * (2 * atA + atB) / 3);
    }

    assertArrayEquals(expected, job.weights(), 1e-6f);
  }

  @Test
  void history_ofAPreparedJob_replaysWholeAndCutOff() {
    Rehearsal job = job(global(Missing.IMPUTE), tables());
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());

    List<Event> history = federation.history;
    assertEquals(
        List.of("0 preparation RunChild", "0 init Initialise"),
        Replay.decisions(job.workflow, job.terms(), history));
    for (int length = 0; length < history.size(); length++) {
      Replay.decisions(job.workflow, job.terms(), history.subList(0, length));
    }
    assertTrue(
        history.stream()
            .anyMatch(e -> e instanceof Event.InChild c && c.node().equals(PreparedWorkflow.NODE)));
    assertThrows(
        CloisterException.class,
        () -> Replay.decisions(job.workflow, job.terms().facts(), history));
  }

  @Test
  void results_ofAPreparedJob_holdNoStatistics() {
    JobOutcome.Completed done =
        assertInstanceOf(
            JobOutcome.Completed.class, job(global(Missing.IMPUTE), tables()).federation().run());
    assertEquals(Map.of(), done.values());
  }

  private static JobOutcome.Failed failed(Rehearsal job) {
    return assertInstanceOf(JobOutcome.Failed.class, job.federation().run());
  }

  @Test
  void fit_columnThatNobodyHas_isDataEmptyAndNamesIt() {
    Map<String, double[][]> tables = tables();
    tables.values().forEach(rows -> List.of(rows).forEach(row -> row[0] = Double.NaN));
    JobOutcome.Failed numeric = failed(job(global(Missing.IMPUTE), tables));
    assertEquals(ErrorCode.DATA_EMPTY, numeric.code());
    assertTrue(numeric.reason().contains("Column age"), numeric.reason());

    tables = tables();
    tables.values().forEach(rows -> List.of(rows).forEach(row -> row[2] = -1));
    JobOutcome.Failed categorical = failed(job(global(Missing.IMPUTE), tables));
    assertEquals(ErrorCode.DATA_EMPTY, categorical.code());
    assertTrue(categorical.reason().contains("Column cp"), categorical.reason());
  }

  @Test
  void join_siteWithoutACompleteRow_staysAwayAlone() {
    Rehearsal job = job(global(Missing.DROP_ROW), tables()); // site2 never has a chol
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    JobOutcome.Failed without =
        assertInstanceOf(JobOutcome.Failed.class, federation.outcomes.get("site2"));
    assertEquals(ErrorCode.DATA_EMPTY, without.code());
  }

  @Test
  void statistics_siteWithTooManyRows_isADropoutAndTheOthersGoOn() {
    Map<String, double[][]> tables = tables();
    Preparation few =
        new Preparation(
            Scope.GLOBAL,
            Missing.IMPUTE,
            false,
            NO_CHOL,
            Map.of(),
            new StatisticsLimits(64, 90)); // site6 and site7 have about 98 and 111
    Rehearsal job = job(few, tables);
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Event.SitesReported report =
        federation.history.stream()
            .filter(e -> e instanceof Event.InChild c && c.event() instanceof Event.SitesReported)
            .map(e -> (Event.SitesReported) ((Event.InChild) e).event())
            .findFirst()
            .orElseThrow();
    assertEquals(DropReason.FAILED, report.dropped().get("site7"));
    assertTrue(report.reported().contains("site0"));
  }

  @Test
  void plan_agentWithTheHostsName_isRefused() {
    for (Scope scope : List.of(Scope.GLOBAL, Scope.NONE)) {
      Rehearsal job = job(preparation(scope, Missing.DROP_ROW, Map.of()), tables());
      job.workflow =
          WorkflowPlan.builder()
              .addAgent(PreparedWorkflow.NODE, Phase.END, Plans.agent(seen -> List.of()))
              .build();
      assertEquals(ErrorCode.WORKFLOW_INVALID, failed(job).code());
    }
  }

  @Test
  void check_noBundleOffersStatistics_isPluginNotFound() {
    Rehearsal job = job(global(Missing.DROP_ROW), tables());
    job.workflows.clear();
    assertEquals(ErrorCode.PLUGIN_NOT_FOUND, failed(job).code());

    Rehearsal site = job(preparation(Scope.SITE, Missing.DROP_ROW, Map.of()), tables());
    site.workflows.clear();
    assertEquals(Scope.SITE, fitted(site).scope());
  }
}
