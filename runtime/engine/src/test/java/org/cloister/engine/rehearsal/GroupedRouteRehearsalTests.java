package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowNode.Phase;
import org.junit.jupiter.api.Test;

/** The grouped route: a robust rule over the sums of groups. */
class GroupedRouteRehearsalTests {
  @Test
  void groupedMedian_onePoisonedSiteOfTwelve_staysAmongTheHonestGroups() {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 11; i++) {
      job.site("site" + i, new double[] {1, 2 + 0.01 * i, -3});
    }
    job.site("poison", new double[] {1, 99, 99});
    job.workflow = Plans.rounds(120, 1);
    job.route = Routes.groupsOfFour(new Median());
    float[] robust = job.weights();
    assertTrue(
        robust[0] > 1.9 && robust[0] < 2.2 && Math.abs(robust[1] + 3) < 0.05,
        () -> Arrays.toString(robust));
    job.route = Rehearsal.open(new Mean());
    assertTrue(job.weights()[0] > 9, "the mean must be drawn away, else this shows nothing");
  }

  @Test
  void grouped_fewOfAGroupAreChosen_areNotSummed() {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < 4; i++) {
      job.site("site" + i, new double[] {1, i, -3});
    }
    List<String> few = List.of("site0", "site1");
    job.workflow =
        Plans.builder(1, SiteTask.Train.steps(1), 1)
            .addAgent(
                "few",
                Phase.START,
                Plans.agent(seen -> List.of(Plans.train(few, SiteTask.Train.steps(1), 1))))
            .addDependency("few", "init")
            .build();
    job.route = Routes.groupsOfFour(new FirstOfAll());
    Federation federation = job.federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    for (String site : job.sites.keySet()) {
      assertTrue(
          federation.said.get(site).stream()
              .allMatch(m -> m instanceof Message.Join || m instanceof Message.OfDraw),
          "beside its part of the draw it says nothing");
    }
  }

  @Test
  void grouped_groupsOfThree_areRefused() {
    CloisterException refused =
        assertThrows(
            CloisterException.class,
            () ->
                new AggregationRoute.Grouped(
                    Configured.of(new Unmasked()),
                    Configured.of(new FixedPoint()),
                    1,
                    WeightPrecision.EXACT,
                    3,
                    Configured.of(new Median())));
    assertEquals(ErrorCode.ROUTE_MISMATCH, refused.code());
  }
}
