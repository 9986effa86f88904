package org.cloister.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.Settings;
import org.cloister.spi.protection.Adversary;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.Expectation;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.cloister.spi.protection.Stage;
import org.junit.jupiter.api.Test;

/** What the player sees of attacks that succeed, and of parties that break. */
final class SessionConformanceTests {

  private static final SessionPlan FIVE =
      new SessionPlan(
          Digest.of("five"), List.of("a", "b", "c", "d", "e"), 3, 16, 9, Settings.none());

  private static SessionConformance of(SecureAggregation role, Map<String, Integer> drops) {
    return new SessionConformance(role, FIVE, drops, new SessionDesks());
  }

  /** The toy with one adversary, which says what it likes. */
  private static ConformanceCase attacked(Adversary adversary) {
    SecureAggregation role =
        new ToyAggregation() {
          @Override
          public List<Adversary> adversaries() {
            return List.of(adversary);
          }
        };
    return of(role, Map.of()).play(adversary.name());
  }

  private static Adversary adversary(Expectation expected, Stage.Wire wire) {
    return Adversary.of(
        "test",
        plan -> expected,
        stage -> {
          stage.wire(wire);
          stage.start();
          stage.contribute();
          stage.finish();
          return List.of();
        });
  }

  @Test
  void play_protocolWithoutChecks_failsWhereChecksAreMissing() {
    SessionConformance conformance = of(new ToyAggregation(), Map.of());
    List<String> failed = new ArrayList<>();
    for (String name : conformance.names()) {
      if (!conformance.play(name).passed()) {
        failed.add(name);
      }
    }
    assertTrue(
        failed.containsAll(
            List.of(
                "key-swap",
                "replay-of-a-round",
                "model-differing-by-one-bit",
                "masked-vector-changed-after-commitment",
                "duplicated-10000-times",
                "two-sites")),
        failed::toString);
    assertFalse(failed.contains("empty-vector"), failed::toString);
    assertFalse(failed.contains("reordered"), failed::toString);
    assertEquals(
        "the adversary learned the sum of a alone", conformance.play("key-swap").observed());
  }

  @Test
  void honest_dropouts_areExactOrVoid() {
    ConformanceCase all = of(new ToyAggregation(), Map.of()).honest();
    assertTrue(all.passed() && all.observed().equals("exact sum of 5 sites"), all::toString);
    ConformanceCase some = of(new ToyAggregation(), Map.of("masked", 2)).honest();
    assertTrue(some.passed() && some.observed().equals("exact sum of 3 sites"), some::toString);
    ConformanceCase few = of(new ToyAggregation(), Map.of("masked", 3)).honest();
    assertTrue(few.passed(), few::toString);
    assertEquals("void, no sum: 2 stayed of at least 3", few.observed());
  }

  /** A protocol that can do less or more at a step than it says, is not what it says. */
  @Test
  void honest_stepThatToleratesFewer_mustBeVoidBeyond() {
    ToyAggregation one =
        new ToyAggregation() {
          @Override
          public int tolerated(SessionPlan plan, String step) {
            return 1;
          }
        };
    assertTrue(of(one, Map.of("masked", 1)).honest().passed());
    ConformanceCase two = of(one, Map.of("masked", 2)).honest();
    assertFalse(two.passed(), two::toString);
    assertEquals("void, nothing revealed: 2 dropped out at masked of at most 1", two.expected());
    assertEquals("exact sum of 3 sites", two.observed());
  }

  @Test
  void honest_wrongSum_fails() {
    ToyAggregation spoilt =
        new ToyAggregation() {
          @Override
          long spoilt() {
            return 1;
          }
        };
    ConformanceCase honest = of(spoilt, Map.of()).honest();
    assertFalse(honest.passed(), honest::toString);
    assertTrue(honest.observed().startsWith("another sum"), honest::toString);
  }

  @Test
  void conformance_whatCannotBePlayed_isRefused() {
    for (Map<String, Integer> drops : List.of(Map.of("no-such-step", 1), Map.of("masked", 6))) {
      CloisterException refused =
          assertThrows(CloisterException.class, () -> of(new ToyAggregation(), drops));
      assertEquals(ErrorCode.SETTING_INVALID, refused.code());
    }
    assertThrows(CloisterException.class, () -> of(new ToyAggregation(), Map.of()).play("nobody"));
  }

  @Test
  void learned_claimThatIsTrue_failsAndOneThatIsNotDoesNot() {
    Expectation any = Expectation.unharmed();
    for (boolean truth : new boolean[] {true, false}) {
      ConformanceCase one =
          attacked(
              Adversary.of(
                  "test",
                  plan -> any,
                  stage -> {
                    stage.start();
                    stage.contribute();
                    stage.finish();
                    IntVector of = stage.input(truth ? "b" : "c");
                    return List.of(new Adversary.Learned(Set.of("b"), of));
                  }));
      assertEquals(!truth, one.passed(), one::toString);
    }
  }

  @Test
  void refused_wrongCodeOrNone_fails() {
    Adversary unnoticed =
        adversary(Expectation.refused(ErrorCode.SHARE_INVALID), (from, m) -> List.of(m));
    ConformanceCase none = attacked(unnoticed);
    assertFalse(none.passed());
    assertEquals("no refusal; exact sum of 5 of 5 sites", none.observed());
    Adversary other =
        Adversary.of(
            "test",
            plan -> Expectation.refused(ErrorCode.SHARE_INVALID),
            stage -> {
              stage.contribute("a", new Residues(16, new long[3]));
              return List.of();
            });
    ConformanceCase wrong = attacked(other);
    assertFalse(wrong.passed());
    assertEquals(ErrorCode.PROTECTION_REFUSED, wrong.code().orElseThrow());
  }

  @Test
  void survived_siteLost_failsUnlessItIsApart() {
    Stage.Wire without = (from, m) -> from.equals("a") ? List.of() : List.of(m);
    assertFalse(attacked(adversary(Expectation.unharmed(), without)).passed());
    assertTrue(attacked(adversary(Expectation.unharmed("a"), without)).passed());
  }

  @Test
  void party_thatBreaks_failsTheCase() {
    Stage.Wire broken =
        (from, m) -> m.step().equals("masked") ? List.of(withoutVector(m)) : List.of(m);
    ConformanceCase one =
        attacked(adversary(Expectation.refused(ErrorCode.MESSAGE_MALFORMED), broken));
    assertFalse(one.passed());
    assertEquals("@coordinator failed with NoSuchElementException", one.observed());
  }

  private static SessionMessage withoutVector(SessionMessage m) {
    return new SessionMessage(m.peer(), m.step(), m.body(), java.util.Optional.empty());
  }

  @Test
  void adversary_thatBreaks_failsTheCase() {
    Adversary broken =
        Adversary.of(
            "test",
            plan -> Expectation.unharmed(),
            stage -> {
              throw new IllegalStateException("a bug");
            });
    ConformanceCase one = attacked(broken);
    assertFalse(one.passed());
    assertEquals("the adversary failed with IllegalStateException", one.observed());
  }

  @Test
  void copies_thatAreKept_failTheCase() {
    List<SessionMessage> kept = new ArrayList<>();
    SessionPlan plan = FIVE;
    SecureAggregation hoarding =
        new ToyAggregation() {
          @Override
          public CoordinatorSession coordinator(SessionPlan told, SessionHost host) {
            return new Hoarding(super.coordinator(told, host), kept);
          }
        };
    try (SessionStage stage = new SessionStage(hoarding, plan, new SessionDesks())) {
      Unfit found = assertThrows(Unfit.class, () -> new Copies("a", "seed").attack(stage));
      assertTrue(found.why().startsWith("the coordinator keeps 1"), found::why);
    }
    kept.clear();
    try (SessionStage stage = new SessionStage(new ToyAggregation(), plan, new SessionDesks())) {
      new Copies("a", "seed").attack(stage);
    }
  }

  /** Where nothing is ever collected, nobody can tell what is kept, and that must not pass. */
  @Test
  void copies_thatCannotBeMeasured_failTheCaseAndSaySo() {
    ConformanceCase blind =
        attacked(
            Adversary.of(
                "test",
                plan -> Expectation.survived(ErrorCode.MESSAGE_UNEXPECTED, "a"),
                stage -> {
                  new Copies("a", "seed", () -> {}).attack(stage);
                  return List.of();
                }));
    assertFalse(blind.passed(), blind::toString);
    assertTrue(blind.observed().startsWith("not measured what"), blind::toString);
  }
}
