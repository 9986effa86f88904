package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;

/** A site that breaks the rules of a session is named, with the rule. */
class BlameRehearsalTests {
  private static final Map<String, ErrorCode> LIAR = Map.of("liar", ErrorCode.SHARE_INVALID);

  private static Rehearsal job(Map<String, ErrorCode> blamed, boolean leavesOut) {
    Rehearsal job =
        new Rehearsal()
            .site("one", new double[] {1, 0, 4})
            .site("two", new double[] {1, 6, 0})
            .site("liar", new double[] {1, 1, 1});
    job.workflow = Plans.rounds(1, 1);
    job.route =
        new AggregationRoute.Secure(
            new Configured<>(new Blaming(blamed, leavesOut), Settings.none()),
            new Configured<>(new FixedPoint(), Settings.none()),
            1000,
            WeightPrecision.EXACT,
            Optional.empty(),
            new Configured<>(new Mean(), Settings.none()),
            Optional.empty());
    return job;
  }

  private static Event.SitesReported training(Federation federation) {
    return federation.history.stream()
        .filter(Event.SitesReported.class::isInstance)
        .map(Event.SitesReported.class::cast)
        .filter(told -> told.node().equals("train"))
        .findFirst()
        .orElseThrow();
  }

  private static Fact.Collected collected(Federation federation) {
    return federation.facts.stream()
        .filter(Fact.Collected.class::isInstance)
        .map(Fact.Collected.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void secure_siteBlamedAndLeftOut_isADropoutWithTheRule() {
    Federation federation = job(LIAR, true).federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Event.SitesReported told = training(federation);
    assertEquals(List.of("one", "two"), told.reported());
    assertEquals(Map.of("liar", DropReason.INVALID), told.dropped());
    assertEquals(LIAR, told.blamed());
    assertEquals(LIAR, collected(federation).blamed());
  }

  @Test
  void secure_siteBlamedButInTheSum_countsAndIsNamed() {
    Federation federation = job(LIAR, false).federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    Event.SitesReported told = training(federation);
    assertEquals(List.of("one", "two", "liar"), told.reported());
    assertEquals(LIAR, told.blamed());
  }

  @Test
  void secure_blameOfNobodyOnTheRoster_isNotRepeated() {
    Federation federation = job(Map.of("stranger", ErrorCode.SHARE_INVALID), false).federation();
    assertInstanceOf(JobOutcome.Completed.class, federation.run());
    assertEquals(Map.of(), training(federation).blamed());
  }

  @Test
  void secure_tooFewWithoutTheBlamed_saysWhoAndWhyAndBlamesNobodyElse() {
    Map<String, ErrorCode> two =
        Map.of("liar", ErrorCode.SHARE_INVALID, "two", ErrorCode.SIGNATURE_INVALID);
    Federation federation = job(two, true).federation();
    JobOutcome.Failed failed = assertInstanceOf(JobOutcome.Failed.class, federation.run());
    assertEquals(ErrorCode.BELOW_QUORUM, failed.code());
    assertTrue(failed.reason().contains("liar=" + ErrorCode.SHARE_INVALID.text()), failed.reason());
    Fact.Collected fact = collected(federation);
    assertEquals(two, fact.blamed());
    assertEquals(DropReason.UNREVEALED, fact.dropped().get("one"));
    assertEquals(DropReason.INVALID, fact.dropped().get("two"));
  }
}
