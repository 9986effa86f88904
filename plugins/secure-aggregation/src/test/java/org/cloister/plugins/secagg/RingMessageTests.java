package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionMessage;
import org.cloister.spi.protection.SessionPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the draw that are cut off, too long, altered, repeated or far too many. */
class RingMessageTests {
  private static final SparseTerms TERMS = new SparseTerms(4, 3, 5, 1);
  private static final SessionPlan SIX = Rings.plan(TERMS, 6, 32, 10);

  private static void play(
      int seed, String what, BiFunction<Bytes, SplittableRandom, Bytes> change) {
    SplittableRandom chance = new SplittableRandom(seed);
    int which = chance.nextInt(66);
    int[] count = {0};
    try (Stage stage = new Stage(Rings.protocol(TERMS), SIX)) {
      stage.wire =
          (from, m) ->
              count[0]++ == which
                  ? List.of(
                      new SessionMessage(
                          m.peer(), m.step(), change.apply(m.body(), chance), m.vector()))
                  : List.of(m);
      stage.play();
      String where = what + " seed " + seed;
      boolean last = which >= 62; // what comes when enough were revealed is not looked at
      assertTrue(last || stage.refused().size() + stage.hub.blamed().size() >= 1, where);
      if (stage.hub.sum().isPresent()) {
        List<Integer> survivors =
            stage.hub.sum().get().survivors().stream().map(SIX.roster()::indexOf).toList();
        assertEquals(stage.sumOf(survivors), stage.revealed(), where);
      }
    }
  }

  private static Bytes flipped(Bytes body, SplittableRandom chance) {
    byte[] bytes = body.toArray();
    int bit = chance.nextInt(8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Bytes.of(bytes);
  }

  @Test
  void on_anyMessageAltered_isNoticedAndNoSumIsWrong() {
    for (int seed = 0; seed < 160; seed++) {
      play(seed, "flipped", RingMessageTests::flipped);
    }
    for (int seed = 0; seed < 60; seed++) {
      play(
          seed,
          "truncated",
          (body, chance) -> Bytes.of(body.toArray(), 0, chance.nextInt(body.length())));
      play(
          seed,
          "enlarged",
          (body, chance) -> Bytes.of(Arrays.copyOf(body.toArray(), body.length() + 1)));
    }
  }

  @Test
  void on_hugeBodyOrNone_isRefusedWithACode() {
    for (int length : new int[] {0, 1, (1 << 20) + 1}) {
      for (String step : List.of(Steps.COMMITMENTS, Steps.ROSTER, Steps.OPENING)) {
        try (Stage stage = new Stage(Rings.protocol(TERMS), SIX)) {
          stage.start();
          SessionMessage message =
              new SessionMessage(Stage.HUB, step, Bytes.of(new byte[length]), Optional.empty());
          assertThrows(CloisterException.class, () -> stage.session("site-0").on(message), step);
          assertTrue(stage.session("site-0").ended(), "its secrets must be wiped");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Steps.COMMITMENTS, Steps.ROSTER, Steps.DEALT})
  void on_coordinatorSaysItTwice_endsTheSessionOfThatSite(String step) {
    try (Stage stage = new Stage(Rings.protocol(TERMS), SIX)) {
      stage.wire =
          (from, m) ->
              m.peer().equals("site-0") && m.step().equals(step) ? List.of(m, m) : List.of(m);
      stage.play();
      assertEquals(ErrorCode.MESSAGE_UNEXPECTED, stage.refused().get("site-0"));
    }
  }
}
