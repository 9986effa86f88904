package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingsTests {

  private static final Settings GIVEN =
      Settings.of("rate", "0.5", "epochs", "3", "nesterov", "true", "mode", "fast");

  @Test
  void accessors_readWhatWasGiven() {
    assertEquals(0.5, GIVEN.number("rate", 1, 0, 1));
    assertEquals(0.5, GIVEN.positive("rate", 1));
    assertEquals(3, GIVEN.integer("epochs", 1, 1, 10));
    assertTrue(GIVEN.flag("nesterov", false));
    assertEquals("fast", GIVEN.oneOf("mode", "slow", "slow", "fast"));
    assertEquals("fast", GIVEN.text("mode"));
    assertEquals(
        List.of("epochs", "mode", "nesterov", "rate"), List.copyOf(GIVEN.values().keySet()));
  }

  @Test
  void accessors_withoutValue_giveTheFallback() {
    Settings none = Settings.none();
    assertEquals(7, none.number("rate", 7, 0, 1));
    assertEquals(7, none.integer("epochs", 7, 0, 1));
    assertFalse(none.flag("nesterov", false));
    assertEquals("slow", none.text("mode", "slow"));
    assertFalse(none.has("mode"));
    Refusals.message(ErrorCode.SETTING_INVALID, () -> none.text("mode"));
  }

  @Test
  void accessors_outOfBounds_nameSettingBoundAndValue() {
    for (String wrong : new String[] {"2", "-0.1", "NaN", "Infinity", "half", ""}) {
      String message =
          Refusals.message(
              ErrorCode.SETTING_INVALID, () -> Settings.of("rate", wrong).number("rate", 0, 0, 1));
      assertEquals("rate must be a number from 0.0 to 1.0, was " + Quoted.of(wrong) + ".", message);
    }
    for (String wrong : new String[] {"11", "0", "3.0", "99999999999", "x"}) {
      Refusals.message(
          ErrorCode.SETTING_INVALID, () -> Settings.of("n", wrong).integer("n", 1, 1, 10));
    }
    for (String wrong : new String[] {"0", "-1", "Infinity"}) {
      String message =
          Refusals.message(
              ErrorCode.SETTING_INVALID, () -> Settings.of("rate", wrong).positive("rate", 1));
      assertEquals("rate must be a number greater than 0, was " + Quoted.of(wrong) + ".", message);
    }
    Refusals.message(ErrorCode.SETTING_INVALID, () -> Settings.of("on", "yes").flag("on", true));
    Refusals.message(
        ErrorCode.SETTING_INVALID, () -> GIVEN.oneOf("mode", "slow", "slow", "slower"));
  }

  @Test
  void requireOnly_withAnUnknownSetting_saysWhichAreKnown() {
    GIVEN.requireOnly("rate", "epochs", "nesterov", "mode", "more");
    String message =
        Refusals.message(
            ErrorCode.SETTING_UNKNOWN, () -> GIVEN.requireOnly("rate", "nesterov", "mode"));
    assertEquals("There is no setting named \"epochs\"; known are mode, nesterov, rate.", message);
  }

  @Test
  void with_leavesTheOriginalAlone() {
    assertEquals("1", GIVEN.with("rate", "1").text("rate"));
    assertEquals("0.5", GIVEN.text("rate"));
    assertThrows(UnsupportedOperationException.class, () -> GIVEN.values().put("a", "b"));
  }
}
