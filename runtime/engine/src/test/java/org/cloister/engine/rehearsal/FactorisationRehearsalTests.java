package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.port.Configured;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SiteTask.Rows;
import org.junit.jupiter.api.Test;

/** Federated matrix factorisation: shared items, users at home. */
class FactorisationRehearsalTests {
  private static final double[] ITEMS = {0.5, 1, 1.5, 2};

  /**
   * Each user rated items {@code u} and {@code u + 1} (mod 4); the other two, which stand first,
   * are for testing. So users and items hang together, and rank 1 leaves one answer.
   */
  private static double[][] ratings(double... users) {
    List<double[]> test = new ArrayList<>();
    List<double[]> train = new ArrayList<>();
    for (int user = 0; user < users.length; user++) {
      for (int item = 0; item < 4; item++) {
        boolean rated = item == user % 4 || item == (user + 1) % 4;
        (rated ? train : test).add(new double[] {user, item, users[user] * ITEMS[item]});
      }
    }
    test.addAll(train);
    return test.toArray(double[][]::new);
  }

  @Test
  void factorisation_usersAtHome_recoversRatingsThatNobodyGave() {
    Rehearsal job = new Rehearsal();
    job.schema = Ratings.SCHEMA;
    job.dataSource = Configured.of(new Ratings());
    job.architecture = Configured.of(new RankOne());
    // Sites of five and of four users; the rows for testing are as many as those for training.
    job.sites.put("five", Points.table(ratings(1, 2, 0.5, 1.5, 2)));
    job.sites.put("four", Points.table(ratings(2, 1, 1.5, 0.5)));
    job.testRows.put("five", 10);
    job.testRows.put("four", 8);
    job.queries.put("mean-loss", new MeanLoss());
    var plan = Plans.builder(1500, SiteTask.Train.steps(1), 2);
    for (String site : job.sites.keySet()) {
      Plans.judge(plan, "judge-" + site, site, Rows.TEST, new ModelRef.Personal());
    }
    job.workflow = plan.build();
    Federation federation = job.train(new Sgd(), "rate", "0.5").federation();
    JobOutcome.Completed end = (JobOutcome.Completed) federation.run();
    assertEquals(0, end.values().get("judge-five.loss"), 1e-4);
    assertEquals(0, end.values().get("judge-four.loss"), 1e-4);
    // Up to one factor that users and items share out, the items are found.
    float[] items = end.model().orElseThrow().weights().toArray();
    for (int i = 0; i < 4; i++) {
      assertEquals(ITEMS[i] / ITEMS[0], items[i] / items[0], 0.01);
    }
    for (String site : job.sites.keySet()) {
      assertOnlyItemsLeft(federation.said.get(site));
    }
  }

  private static void assertOnlyItemsLeft(List<Message> said) {
    List<Message.Answer> trainings =
        said.stream()
            .filter(Message.Answer.class::isInstance)
            .map(Message.Answer.class::cast)
            .filter(answer -> !answer.contribution().parts().tensors().isEmpty())
            .toList();
    assertEquals(1500, trainings.size());
    for (Message.Answer answer : trainings) {
      var tensors = answer.contribution().parts().tensors();
      assertTrue(tensors.keySet().equals(Set.of("delta")) && tensors.get("delta").length() == 4);
    }
  }
}
