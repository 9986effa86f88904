package com.example.stopping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cloister.model.Settings;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.tck.junit.ContractTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EarlyStopTests {

  /** The same checks that a host runs before it admits the bundle, one test a rule. */
  @TestFactory
  Stream<DynamicTest> plugin_keepsItsContracts() {
    return ContractTests.of(new StoppingPlugin());
  }

  /** An agent is a pure function of what happened: a list of events is all that a test needs. */
  @Test
  void decide_twoReportsWithoutABetterOne_stops() {
    EarlyStop agent = EarlyStop.of(Settings.of("patience", "2"));
    EarlyStop.Course course = agent.initial(new JobFacts("job", List.of("a"), 1));

    for (double mse : new double[] {4, 2, 3}) {
      course = agent.on(course, report(mse));
      assertEquals(List.of(), agent.decide(course));
    }
    assertEquals(1, agent.decide(agent.on(course, report(1.99))).size());
    assertEquals(0, agent.decide(agent.on(course, report(1))).size());
  }

  private static Event report(double mse) {
    return new Event.SitesReported(1, "evaluate", List.of("a"), Map.of(), Map.of("mse", mse));
  }
}
