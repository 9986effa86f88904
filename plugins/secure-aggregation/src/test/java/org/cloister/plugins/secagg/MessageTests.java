package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are cut off, too long, altered, out of turn or there ten thousand times. */
class MessageTests {
  private static final SessionPlan FOUR = Stage.plan(4, 32, 10);
  private static final Set<ErrorCode> CODES =
      Set.of(
          ErrorCode.MESSAGE_MALFORMED,
          ErrorCode.MESSAGE_TOO_LARGE,
          ErrorCode.MESSAGE_UNEXPECTED,
          ErrorCode.SIGNATURE_INVALID,
          ErrorCode.PROTECTION_REFUSED,
          ErrorCode.SESSION_MISMATCH,
          ErrorCode.SURVIVORS_REFUSED,
          ErrorCode.SHARE_INVALID,
          ErrorCode.INPUT_MISMATCH,
          ErrorCode.KEY_INVALID);

  private interface Change {
    Bytes of(Bytes body, SplittableRandom chance);
  }

  private static Bytes truncated(Bytes body, SplittableRandom chance) {
    return Bytes.of(body.toArray(), 0, chance.nextInt(body.length()));
  }

  private static Bytes enlarged(Bytes body, SplittableRandom chance) {
    return Bytes.of(Arrays.copyOf(body.toArray(), body.length() + 1 + chance.nextInt(2_000)));
  }

  private static Bytes flipped(Bytes body, SplittableRandom chance) {
    byte[] bytes = body.toArray();
    int bit = chance.nextInt(8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Bytes.of(bytes);
  }

  /**
   * One message of the session is changed: whoever gets it refuses with a code, or none is hurt.
   */
  private static void play(int seed, String what, Change change) {
    SplittableRandom chance = new SplittableRandom(seed);
    int which = chance.nextInt(35);
    int[] count = {0};
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
      stage.wire =
          (from, m) ->
              count[0]++ == which
                  ? List.of(
                      new SessionMessage(
                          m.peer(), m.step(), change.of(m.body(), chance), m.vector()))
                  : List.of(m);
      stage.play();
      String where = what + " seed " + seed;
      assertTrue(CODES.containsAll(stage.refused().values()), where + stage.refused());
      assertTrue(CODES.containsAll(stage.hub.blamed().values()), where + stage.hub.blamed());
      assertTrue(
          stage.refused().size() + stage.hub.blamed().size() >= 1,
          where + " was noticed by nobody");
      if (stage.hub.sum().isPresent()) {
        List<Integer> survivors =
            stage.hub.sum().get().survivors().stream().map(FOUR.roster()::indexOf).toList();
        assertEquals(stage.sumOf(survivors), stage.revealed(), where);
      }
    }
  }

  @Test
  void on_anyMessageCutOff_isRefusedWithACode() {
    for (int seed = 0; seed < 150; seed++) {
      play(seed, "truncated", MessageTests::truncated);
    }
  }

  @Test
  void on_anyMessageEnlarged_isRefusedWithACode() {
    for (int seed = 0; seed < 150; seed++) {
      play(seed, "enlarged", MessageTests::enlarged);
    }
  }

  @Test
  void on_anyBitFlipped_isRefusedWithACode() {
    for (int seed = 0; seed < 400; seed++) {
      play(seed, "flipped", MessageTests::flipped);
    }
  }

  @Test
  void on_hugeBodyOrNone_isRefusedWithACode() {
    for (int length : new int[] {0, 1, (1 << 20) + 1}) {
      Bytes body = Bytes.of(new byte[length]);
      for (String step :
          List.of(
              Steps.ROSTER, Steps.DEALT, Steps.SURVIVORS, Steps.AGREEMENT, "", "no such step")) {
        try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
          stage.start();
          SessionMessage message = new SessionMessage(Stage.HUB, step, body, Optional.empty());
          CloisterException refused =
              assertThrows(
                  CloisterException.class, () -> stage.session("site-0").on(message), step);
          assertTrue(CODES.contains(refused.code()), step + refused.code());
          assertTrue(stage.session("site-0").ended(), "its secrets must be wiped");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Steps.ROSTER, Steps.DEALT, Steps.SURVIVORS})
  void on_coordinatorSaysItTwice_endsTheSessionOfThatSite(String step) {
    Stage.Wire twice =
        (from, m) ->
            m.peer().equals("site-0") && m.step().equals(step) ? List.of(m, m) : List.of(m);
    try (Stage stage = Tamper.played(new SiteChecks(), new HubChecks(), FOUR, twice)) {
      assertEquals(ErrorCode.MESSAGE_UNEXPECTED, stage.refused().get("site-0"));
    }
  }

  @Test
  void on_strangerOrCoordinatorItself_isNotLookedAt() {
    try (Stage stage = new Stage(new BonawitzAggregation(), FOUR)) {
      stage.start();
      for (String peer : List.of("stranger", Stage.HUB, "")) {
        SessionMessage m =
            new SessionMessage(peer, Steps.KEYS, Bytes.of(new byte[9]), Optional.empty());
        assertEquals(List.of(), stage.hub.on(m));
        assertEquals(List.of(), stage.hub.gone(peer));
      }
      stage.contribute().finish();
      assertEquals(stage.sumOf(List.of(0, 1, 2, 3)), stage.revealed());
    }
  }

  @Test
  void close_anySession_leavesNoSecretToReadFrom() {
    SessionMessage input;
    try (Stage stage = new Stage(new BonawitzAggregation(), Stage.plan(4, 32, (1 << 20) + 7))) {
      stage.wire = (from, m) -> m.step().equals(Steps.INPUT) ? List.of() : List.of(m);
      stage.start().contribute().deliver();
      input = Tamper.last(stage, "site-0", Steps.INPUT).orElseThrow();
      long[] masked = new long[100];
      input.vector().orElseThrow().read(5, masked, 0, 100);
      assertTrue(Arrays.stream(masked).anyMatch(r -> r != 0));
    }
    long[] after = new long[100];
    input.vector().orElseThrow().read(5, after, 0, 100);
    assertTrue(Arrays.stream(after).allMatch(r -> r == 0), "neither masks nor what is under them");
  }
}
