package org.cloister.plugins.secagg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.cloister.spi.protection.SessionMessage;

/** Sites that leave, each instead of taking a step. */
final class Leaving {
  private final List<String> steps;
  private final int[] pattern;

  /**
   * A pattern.
   *
   * @param steps of a site, in their order
   * @param pattern by site the number of the step at which it leaves; that of no step if it stays
   */
  Leaving(List<String> steps, int[] pattern) {
    this.steps = steps;
    this.pattern = pattern;
  }

  /** Those who take the step of that number. */
  Set<Integer> staying(int step) {
    TreeSet<Integer> staying = new TreeSet<>();
    IntStream.range(0, pattern.length).filter(i -> pattern[i] > step).forEach(staying::add);
    return staying;
  }

  /** What passes of a message; the site that leaves with it is silent from then on. */
  List<SessionMessage> pass(Stage stage, String from, SessionMessage message) {
    int site = stage.plan.roster().indexOf(from);
    if (site >= 0 && steps.indexOf(message.step()) >= pattern[site]) {
      stage.silence(from);
      return List.of();
    }
    return List.of(message);
  }

  /**
   * Plays the pattern: there is a sum exactly if there must be, and it is that of all whose input
   * came; nobody refuses and nobody is blamed.
   *
   * @param late whether the inputs come after keys were agreed
   * @param reveals whether there must be a sum; asked when the session is over
   * @return whether there was a sum
   */
  boolean check(Stage stage, boolean late, BooleanSupplier reveals, String what) {
    stage.wire = (from, message) -> pass(stage, from, message);
    stage.start();
    if (late) {
      stage.deliver();
    }
    stage.contribute().finish();
    assertTrue(stage.hub.ended(), what);
    assertTrue(stage.refused().isEmpty(), what + stage.refused());
    assertTrue(stage.hub.blamed().isEmpty(), what);
    boolean expected = reveals.getAsBoolean();
    assertEquals(expected, stage.hub.sum().isPresent(), what);
    if (expected) {
      List<Integer> survivors = List.copyOf(staying(steps.indexOf(Steps.INPUT)));
      assertEquals(
          survivors.stream().map(i -> "site-" + i).toList(),
          stage.hub.sum().get().survivors(),
          what);
      assertEquals(stage.sumOf(survivors), stage.revealed(), what);
    }
    return expected;
  }
}
