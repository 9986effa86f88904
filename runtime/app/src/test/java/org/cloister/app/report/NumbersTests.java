package org.cloister.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumbersTests {

  @Test
  void shown_isWhatTheTerminalShows() {
    assertEquals("0.8764", Numbers.shown(0.8764492753623189));
    assertEquals("247", Numbers.shown(247));
    assertEquals("9.881e-05", Numbers.shown(9.881422924901186E-5));
    assertEquals("0", Numbers.shown(-0.0));
    assertEquals("-1.500e+09", Numbers.shown(-1.5e9 - 0.5));
  }

  @Test
  void shown_notFinite_isInWords() {
    assertEquals("not a number", Numbers.shown(Double.NaN));
    assertEquals("infinite", Numbers.shown(Double.POSITIVE_INFINITY));
    assertEquals("minus infinite", Numbers.shown(Double.NEGATIVE_INFINITY));
  }

  @Test
  void exact_readBack_isTheSameNumber() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      assertEquals(value, Double.parseDouble(Numbers.exact(value)), "seed 3, case " + i);
    }
  }

  @Test
  void units_areComparable() {
    assertEquals("5 ms", Numbers.seconds(0.005));
    assertEquals("12.3 s", Numbers.seconds(12.34));
    assertEquals("3 min 05 s", Numbers.seconds(185));
    assertEquals("3 h 05 min", Numbers.seconds(11_100));
    assertEquals("56 bytes", Numbers.bytes(56));
    assertEquals("1.5 MiB", Numbers.bytes(3 << 19));
  }

  @Test
  void rounds_areRanges() {
    assertEquals("1\u20133, 7", Texts.rounds(List.of(3, 1, 2, 7)));
    assertEquals("", Texts.rounds(List.of()));
    List<Integer> odd = java.util.stream.IntStream.range(0, 20).map(i -> 2 * i).boxed().toList();
    assertEquals("0, 2, 4, 6, 8, 10, 12, 14 and 12 more times", Texts.rounds(odd));
  }

  @Test
  void cut_keepsCharactersWhole() {
    assertEquals("ab\u2026", Texts.cut("abcdef", 3));
    assertEquals("\ud83c\udfe5\u2026", Texts.cut("\ud83c\udfe5\ud83c\udfe5\ud83c\udfe5", 2));
  }
}
