package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.JobOutcome;
import org.cloister.model.Batch;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Row;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.Command;
import org.cloister.spi.Computation;
import org.cloister.spi.DataQuery;
import org.cloister.spi.Evaluator;
import org.cloister.spi.Event;
import org.cloister.spi.Examples;
import org.cloister.spi.ModelRef;
import org.cloister.spi.Predictor;
import org.cloister.spi.RawExamples;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

/** Statistics, evaluation, children, work without data: what agents can put together. */
class WorkflowRehearsalTests {

  /** Mean and variance of a column from sums. */
  private static final class Moments implements DataQuery {
    @Override
    public String id() {
      return "moments";
    }

    @Override
    public List<Part> parts(DataSchema schema, Settings settings) {
      return List.of(
          Part.plain("rows", new Part.Kind.Counts(1, 1 << 20)),
          Part.plain("powers", new Part.Kind.Scalars(2, -1e9, 1e9, 1e-6)));
    }

    @Override
    public Parts compute(RawExamples rows, Settings settings) {
      Row row = new Row(rows.schema());
      long count = 0;
      double sum = 0;
      double squares = 0;
      while (rows.next(row)) {
        count++;
        sum += row.number(1);
        squares += row.number(1) * row.number(1);
      }
      return Parts.ofCounts("rows", count).with(Parts.ofScalars("powers", sum, squares));
    }

    @Override
    public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
      double n = sum.sums().counts("rows").get(0);
      double mean = sum.sums().scalars("powers").get(0) / n;
      return Map.of(
          "rows",
          n,
          "mean",
          mean,
          "variance",
          sum.sums().scalars("powers").get(1) / n - mean * mean);
    }
  }

  /** The mean loss of a model on the examples asked for. */
  private static final class MeanLoss implements Evaluator {
    @Override
    public String id() {
      return "mean-loss";
    }

    @Override
    public List<Part> parts(DataSchema schema, Settings settings) {
      return List.of(
          Part.plain("rows", new Part.Kind.Counts(1, 1 << 20)),
          Part.plain("loss", new Part.Kind.Scalars(1, 0, 1e9, 1e-6)));
    }

    @Override
    public Parts compute(Examples examples, Predictor model, DataSchema schema, Settings settings) {
      Batch batch = examples.batch(1);
      float[] score = new float[1];
      double loss = 0;
      for (int i = 0; i < examples.count(); i++) {
        examples.read(new int[] {i}, 0, 1, batch);
        model.predict(batch, score);
        loss += score[0];
      }
      return Parts.ofCounts("rows", examples.count()).with(Parts.ofScalars("loss", loss));
    }

    @Override
    public Map<String, Double> finish(SummedUpdate sum, DataSchema schema, Settings settings) {
      return Map.of("mean-loss", sum.sums().scalar("loss") / sum.sums().counts("rows").get(0));
    }
  }

  private static Rehearsal twoSites() {
    Rehearsal job =
        new Rehearsal()
            .site("a", new double[] {1, 0, 0}, new double[] {1, 2, 0})
            .site("b", new double[] {1, 4, 0});
    job.queries.put("moments", new Moments());
    job.queries.put("mean-loss", new MeanLoss());
    return job;
  }

  private static WorkflowPlan statistics() {
    return WorkflowPlan.builder()
        .addAgent(
            "ask",
            Phase.START,
            Plans.agent(
                seen -> List.of(Plans.query(seen.job().roster(), "moments", new ModelRef.None()))))
        .build();
  }

  private static void assertMoments(Map<String, Double> values, String prefix) {
    assertEquals(3.0, values.get(prefix + "rows"));
    assertEquals(2.0, values.get(prefix + "mean"), 1e-5);
    assertEquals(8 / 3.0, values.get(prefix + "variance"), 1e-5);
  }

  @Test
  void statistics_onBothRoutes_giveTheUnionsMoments() {
    Rehearsal job = twoSites();
    job.workflow = statistics();
    assertMoments(
        assertInstanceOf(JobOutcome.Completed.class, job.federation().run()).values(), "ask.");
    job.route =
        new AggregationRoute.Secure(
            Configured.of(new Unmasked()),
            Configured.of(new FixedPoint()),
            1000,
            WeightPrecision.EXACT,
            Optional.empty(),
            new Configured<SumAggregator>(new Mean(), Settings.none()),
            Optional.empty());
    assertMoments(
        assertInstanceOf(JobOutcome.Completed.class, job.federation().run()).values(), "ask.");
  }

  @Test
  void child_statisticsFirst_valuesReachTheParentsAgents() {
    Rehearsal job = twoSites();
    job.workflows.put(
        "statistics",
        new Workflow() {
          @Override
          public String id() {
            return "statistics";
          }

          @Override
          public WorkflowPlan plan(Settings settings) {
            return statistics();
          }
        });
    job.workflow =
        Plans.builder(2, SiteTask.Train.steps(1), 1)
            .addAgent(
                "statistics",
                Phase.START,
                Plans.agent(seen -> List.of(new Command.RunChild("statistics", Settings.none()))))
            .addAgent(
                "check",
                Phase.ROUND,
                Plans.agent(
                    seen ->
                        seen.value("statistics", "mean") == 2.0
                            ? List.of()
                            : List.of(new Command.Stop("the child's values did not arrive"))))
            .addDependency("init", "statistics")
            .build();
    Federation federation = job.federation();
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertEquals("rounds", done.reason());
    assertMoments(done.values(), "statistics.");
    assertTrue(
        federation.history.stream()
            .anyMatch(
                e -> e instanceof Event.InChild c && c.event() instanceof Event.SitesReported));
  }

  @Test
  void crossSiteEvaluation_openRoute_fillsTheMatrix() {
    Rehearsal job = twoSites();
    List<String> sites = List.of("a", "b");
    job.workflow =
        Plans.builder(1, SiteTask.Train.steps(1), 1)
            .addAgent(
                "cross",
                Phase.ROUND,
                Plans.agent(
                    seen -> {
                      List<Command> commands = new ArrayList<>();
                      for (String model : sites) {
                        for (String data : sites) {
                          commands.add(
                              Plans.query(
                                  List.of(data), "mean-loss", new ModelRef.OfSite(model, "train")));
                        }
                      }
                      return commands;
                    }))
            .addDependency("cross", "train")
            .addDependency("aggregate", "cross")
            .build();
    Federation federation = job.federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    List<Double> losses =
        federation.history.stream()
            .filter(e -> e instanceof Event.SitesReported r && r.node().equals("cross"))
            .map(e -> ((Event.SitesReported) e).values().get("mean-loss"))
            .toList();
    // One step of rate 0.1 from 0: the model of a is at 0.1, that of b at 0.4.
    double[] expected = {
      (0.1 * 0.1 + 1.9 * 1.9) / 4, 3.9 * 3.9 / 2, (0.4 * 0.4 + 1.6 * 1.6) / 4, 3.6 * 3.6 / 2,
    };
    for (int i = 0; i < 4; i++) {
      assertEquals(expected[i], losses.get(i), 1e-5);
    }
  }

  @Test
  void crossSiteEvaluation_secureRoute_isRefused() {
    Rehearsal job = twoSites();
    job.route =
        new AggregationRoute.Secure(
            Configured.of(new Unmasked()),
            Configured.of(new FixedPoint()),
            1000,
            WeightPrecision.EXACT,
            Optional.empty(),
            new Configured<SumAggregator>(new Mean(), Settings.none()),
            Optional.empty());
    job.workflow =
        Plans.builder(1, SiteTask.Train.steps(1), 1)
            .addAgent(
                "cross",
                Phase.ROUND,
                Plans.agent(
                    seen ->
                        List.of(
                            Plans.query(
                                List.of("a"), "mean-loss", new ModelRef.OfSite("b", "train")))))
            .addDependency("cross", "train")
            .build();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, job.federation().run());
    assertEquals(ErrorCode.ROUTE_MISMATCH, failed.code());
  }

  /** Says where it ran, by a counter, and fails as often as a test wants. */
  private static final class Sum implements Computation {
    int failures;
    int runs;

    @Override
    public String id() {
      return "sum";
    }

    @Override
    public Map<String, Double> compute(Task task) {
      runs++;
      if (failures-- > 0) {
        throw new IllegalStateException("this node fails");
      }
      return Map.of(
          "sum", task.settings().number("a", 0, -9, 9) + task.settings().number("b", 0, -9, 9));
    }
  }

  @Test
  void compute_nodesFail_movesOnUntilOneIsAble() {
    for (int failures = 0; failures <= 3; failures++) {
      Rehearsal job = twoSites();
      Sum sum = new Sum();
      sum.failures = failures;
      job.computations.put("sum", sum);
      job.workflow =
          WorkflowPlan.builder()
              .addAgent(
                  "add",
                  Phase.START,
                  Plans.agent(
                      seen ->
                          List.of(
                              new Command.Compute(
                                  "sum", Settings.of("a", "1", "b", "2"), Duration.ofSeconds(9)))))
              .build();
      JobOutcome outcome = job.federation().run();
      assertEquals(Math.min(failures + 1, 3), sum.runs);
      if (failures < 3) { // two sites and the coordinator
        assertEquals(
            3.0, assertInstanceOf(JobOutcome.Completed.class, outcome).values().get("add.sum"));
      } else {
        assertEquals(
            ErrorCode.NO_ABLE_NODE, assertInstanceOf(JobOutcome.Failed.class, outcome).code());
      }
    }
  }

  @Test
  void rounds_whereNobodyActs_endWithASentence() {
    Rehearsal job = twoSites();
    job.workflow =
        WorkflowPlan.builder()
            .addAgent("idle", Phase.ROUND, Plans.agent(seen -> List.of()))
            .build();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, job.federation().run());
    assertEquals(ErrorCode.WORKFLOW_INVALID, failed.code());
  }

  @Test
  void convergence_lossStopsChanging_endsTheRounds() {
    Rehearsal job = twoSites();
    job.workflow =
        Plans.builder(100_000, SiteTask.Train.steps(1), 1)
            .addAgent(
                "converged",
                Phase.ROUND,
                Plans.agent(
                    seen -> {
                      List<Double> losses =
                          seen.events().stream()
                              .filter(Event.SitesReported.class::isInstance)
                              .map(e -> ((Event.SitesReported) e).values().get("loss"))
                              .toList();
                      int n = losses.size();
                      boolean still =
                          n > 1 && Math.abs(losses.get(n - 1) - losses.get(n - 2)) < 1e-6;
                      return still ? List.of(new Command.Stop("converged")) : List.of();
                    }))
            .addDependency("converged", "update")
            .build();
    JobOutcome.Completed done =
        assertInstanceOf(JobOutcome.Completed.class, job.federation().run());
    assertEquals("converged", done.reason());
    assertTrue(done.rounds() > 20 && done.rounds() < 200, () -> "rounds " + done.rounds());
  }
}
