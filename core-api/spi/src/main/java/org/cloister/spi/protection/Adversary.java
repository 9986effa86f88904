package org.cloister.spi.protection;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cloister.model.IntVector;

/**
 * One attack on a protocol, by a coordinator that lies, by sites that lie, or by both together. It
 * knows the protocol's messages; whoever plays it knows the honest parties, hands on their
 * messages, and judges by what became of them, not by what the adversary says.
 *
 * <p>An adversary must not switch anything off: the parties that it attacks are those that a job
 * would have. Immutable; plays any number of sessions, one after the other or at the same time.
 */
public interface Adversary {

  /**
   * What people call it: lower-case words joined by {@code -}, such as {@code key-swap}.
   * Adversaries of one protocol with the same name are parts of one case, which passes if each of
   * them does.
   */
  String name();

  /** Whether there is anything to attack in sessions of {@code plan}; else it is not played. */
  default boolean applies(SessionPlan plan) {
    return true;
  }

  /** What must become of the attack in a session of {@code plan}. */
  Expectation expected(SessionPlan plan);

  /**
   * Attacks a session that did not begin yet.
   *
   * @return what it found out that the protocol hides; it counts if it is true. The sum that the
   *     coordinator's session reveals is not among it
   */
  List<Learned> attack(Stage stage);

  /**
   * An adversary of two functions.
   *
   * @param expected as {@link #expected}
   * @param attack as {@link #attack}
   */
  static Adversary of(
      String name,
      Function<SessionPlan, Expectation> expected,
      Function<Stage, List<Learned>> attack) {
    return new Adversary() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Expectation expected(SessionPlan plan) {
        return expected.apply(plan);
      }

      @Override
      public List<Learned> attack(Stage stage) {
        return attack.apply(stage);
      }
    };
  }

  /**
   * A sum that nobody should know.
   *
   * @param sites of the sum; all of them honest
   * @param sum of what these sites contributed, modulo the ring
   */
  record Learned(Set<String> sites, IntVector sum) {
    /** Copies the set. */
    public Learned {
      sites = Set.copyOf(sites);
    }
  }
}
