package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.engine.JobOutcome;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Event;
import org.cloister.spi.Examples;
import org.cloister.spi.ModelRef;
import org.cloister.spi.Predictor;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumQuery;
import org.cloister.spi.WorkflowNode.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of each site by itself, where a route shows them at all. */
class SiteMetricRehearsalTests {
  private static Rehearsal judged(Rehearsal job, SumQuery judge) {
    job.queries.put(judge.id(), judge);
    job.workflow =
        Plans.builder(1, SiteTask.Train.steps(1), 1)
            .addAgent(
                "judge",
                Phase.END,
                Plans.agent(
                    seen ->
                        List.of(
                            Plans.query(seen.job().roster(), judge.id(), new ModelRef.Current()))))
            .build();
    return job;
  }

  /** What was recorded of the judge, and whether agents and the outcome see anything of sites. */
  static Map<String, Double> judgement(Rehearsal job) {
    Federation federation = judged(job, new MeanLoss()).federation();
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertTrue(done.values().containsKey("judge.loss"), done::toString);
    assertTrue(done.values().keySet().stream().noneMatch(n -> n.contains("sites")), done::toString);
    return federation.history.stream()
        .filter(e -> e instanceof Event.SitesReported told && told.node().equals("judge"))
        .map(e -> ((Event.SitesReported) e).values())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void open_metric_isRecordedForEachSiteToo() {
    Map<String, Double> values = judgement(Routes.twoSites());
    assertEquals(Set.of("loss", "sites.small.loss", "sites.large.loss"), values.keySet());
    assertEquals(
        values.get("loss"),
        (values.get("sites.small.loss") + 2 * values.get("sites.large.loss")) / 3,
        1e-6);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void open_metricThatOneSiteHasNotByItself_isRecordedForTheOthers(boolean throwing) {
    MeanLoss mean = new MeanLoss();
    Evaluator picky =
        new Evaluator() {
          @Override
          public String id() {
            return "picky";
          }

          @Override
          public List<Part> parts(DataSchema schema, Settings settings) {
            return mean.parts(schema, settings);
          }

          @Override
          public Parts compute(
              Examples examples, Predictor model, DataSchema schema, Settings settings) {
            return mean.compute(examples, model, schema, settings);
          }

          @Override
          public Map<String, Double> finish(
              SummedUpdate sum, DataSchema schema, Settings settings) {
            boolean few = sum.sums().counts("rows").get(0) < 2;
            CloisterException.require(!few || !throwing, ErrorCode.ROUND_VOID, "too few rows");
            return few ? Map.of("loss", Double.NaN) : mean.finish(sum, schema, settings);
          }
        };
    Federation federation = judged(Routes.twoSites(), picky).federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Event.SitesReported told =
        (Event.SitesReported)
            federation.history.stream()
                .filter(e -> e instanceof Event.SitesReported r && r.node().equals("judge"))
                .findFirst()
                .orElseThrow();
    assertEquals(Set.of("loss", "sites.large.loss"), told.values().keySet());
  }

  @Test
  void secure_metric_isRecordedForNoSite() {
    Rehearsal job = Routes.twoSites();
    job.route = Routes.secure();
    assertEquals(Set.of("loss"), judgement(job).keySet());
  }

  @Test
  void grouped_metric_isRecordedForNoSiteAndNoGroup() {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 8; i++) {
      job.site("site" + i, new double[] {1, 2 + 0.01 * i, -3});
    }
    job.route = Routes.groupsOfFour(new Median());
    assertEquals(Set.of("loss"), judgement(job).keySet());
  }
}
