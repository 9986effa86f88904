package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.rehearsal.Federation.Fate;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each message of a job in turn gets lost, comes twice, or is overtaken: no job stalls. What a
 * transport promises makes these rare; a peer that does not keep to it can do the same.
 */
class LossRehearsalTests {
  /** The wait for sites, two draws, and of each of two rounds every step to its deadline. */
  private static final Duration LONGEST = Duration.ofMinutes(40);

  private static final int JOINS = 5;

  private static Rehearsal job(String route) {
    Rehearsal job = new Rehearsal();
    for (int i = 0; i < JOINS; i++) {
      job.site("site-" + i, new double[] {1, 0.5 * i, -0.25 * i});
    }
    job.workflow = Plans.rounds(2, 1);
    if (route.equals("secure")) {
      job.route = Routes.secure();
    } else if (route.equals("grouped")) {
      job.route =
          new AggregationRoute.Grouped(
              new Configured<>(new Unmasked(), Settings.none()),
              new Configured<>(new FixedPoint(), Settings.none()),
              1000,
              WeightPrecision.EXACT,
              4,
              Configured.of(new FirstOfAll()));
    }
    return job;
  }

  private static long messages(String route) {
    Federation federation = job(route).federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    return federation.frames();
  }

  private static Digest model(JobOutcome outcome) {
    return assertInstanceOf(JobOutcome.Completed.class, outcome).model().orElseThrow().version();
  }

  private static void endsInTime(String route, Fate fate) {
    long all = messages(route);
    for (long one = 0; one < all; one++) {
      long hit = one;
      Federation federation =
          job(route).federation().fates(number -> number == hit ? fate : Fate.ARRIVES);
      JobOutcome outcome = federation.run();
      assertTrue(
          outcome instanceof JobOutcome.Completed
              || ((JobOutcome.Failed) outcome).code() == ErrorCode.BELOW_QUORUM,
          "message " + hit + ": " + outcome);
      assertTrue(federation.millis() <= LONGEST.toMillis(), "message " + hit);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "secure", "grouped"})
  void run_anyOneMessageLost_endsWithinItsDeadlines(String route) {
    endsInTime(route, Fate.LOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "secure", "grouped"})
  void run_anyOneMessageOvertaken_endsWithinItsDeadlines(String route) {
    endsInTime(route, Fate.LATE);
  }

  /** All but the first message of each site: who joins again began anew. */
  @ParameterizedTest
  @ValueSource(strings = {"open", "secure", "grouped"})
  void run_messagesTwice_givesTheSameBits(String route) {
    Digest once = model(job(route).federation().run());
    LongFunction<Fate> twice = number -> number < JOINS ? Fate.ARRIVES : Fate.TWICE;
    assertEquals(once, model(job(route).federation().fates(twice).run()));
    LongStream.range(JOINS, messages(route))
        .forEach(
            hit ->
                assertEquals(
                    once,
                    model(
                        job(route)
                            .federation()
                            .fates(number -> number == hit ? Fate.TWICE : Fate.ARRIVES)
                            .run()),
                    "message " + hit));
  }

  /** A model that did not come is sent again before the next ask. */
  @ParameterizedTest
  @ValueSource(strings = {"open", "secure"})
  void run_anyOneMessageOfTheFirstRoundLost_allCountInTheLast(String route) {
    long all = messages(route);
    for (long one = JOINS; one < all / 2; one++) {
      long hit = one;
      Federation federation =
          job(route).federation().fates(number -> number == hit ? Fate.LOST : Fate.ARRIVES);
      JobOutcome outcome = federation.run();
      assertInstanceOf(JobOutcome.Completed.class, outcome, "message " + hit + outcome);
      assertEquals(
          JOINS,
          federation.history.stream()
              .filter(
                  event ->
                      event instanceof org.cloister.spi.Event.SitesReported told
                          && told.round() == 2)
              .mapToInt(event -> ((org.cloister.spi.Event.SitesReported) event).reported().size())
              .sum(),
          "message " + hit);
    }
  }
}
