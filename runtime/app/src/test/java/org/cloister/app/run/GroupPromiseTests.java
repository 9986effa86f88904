package org.cloister.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GroupPromiseTests {

  @Test
  void together_ofKnownNumbers_isTheShareOfAllDivisions() {
    // Of eight sites in groups of four: C(5, 1) of C(7, 3) sets hold the two with the given one.
    assertEquals(5.0 / 35, new GroupPromise(8, 4).together(), 1e-12);
    assertEquals(3.0 / 55, new GroupPromise(12, 4).together(), 1e-12);
    assertEquals(1, new GroupPromise(7, 4).together(), 1e-12);
    // Of nine the first group has four and the second five.
    assertEquals(
        4.0 / 9 * (3.0 * 2) / (8 * 7) + 5.0 / 9 * (4.0 * 3) / (8 * 7),
        new GroupPromise(9, 4).together(),
        1e-12);
  }

  @Test
  void text_ofFewSites_saysThatTheRuleIsOfNoUse() {
    String one = new GroupPromise(7, 4).text();
    assertTrue(one.contains("draw one group together") && one.contains("no rule can tell"), one);
    String three = new GroupPromise(12, 4).text();
    assertTrue(three.contains("3 groups of at least 4") && three.contains("0.055"), three);
    assertTrue(three.contains("Not protected"), three);
    assertTrue(new GroupPromise(3, 4).text().contains("no job runs"));
  }
}
