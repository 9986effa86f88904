package org.cloister.spi.protection;

import java.util.Optional;
import java.util.Set;
import org.cloister.model.ErrorCode;

/**
 * What must become of an attack. Whatever is expected, an attack succeeded, and its case fails, if
 *
 * <ul>
 *   <li>the adversary {@linkplain Adversary.Learned learned} a sum that the protocol hides;
 *   <li>the coordinator's session has a sum that is not exactly that of the survivors it names, or
 *       of fewer than the threshold;
 *   <li>the coordinator's session blames a site that is not {@link #apart};
 *   <li>a party fails with anything but a {@link org.cloister.model.CloisterException}.
 * </ul>
 *
 * @param end how the attack must end
 * @param code with which somebody must have noticed it; empty if it must pass without a trace
 * @param apart the sites that lie, or that were led to lie: those that may be blamed, and need not
 *     be in the sum
 */
public record Expectation(End end, Optional<ErrorCode> code, Set<String> apart) {

  /** How an attack can end well. */
  public enum End {
    /**
     * A party refused with the code: a site's session threw it, or the coordinator's session blames
     * a site for it. Whether the others end with a sum does not matter.
     */
    REFUSED,
    /**
     * The coordinator's session ended with a sum in which all sites are that are neither {@link
     * #apart} nor {@linkplain Stage#silence silent}, and blames one of those apart for the code;
     * nobody, if there is no code.
     */
    SURVIVED,
    /**
     * The coordinator's session ended without a sum, and blames a site for the code; nobody, if
     * there is no code.
     */
    VOID
  }

  /** Copies the set. */
  public Expectation {
    apart = Set.copyOf(apart);
  }

  /** Somebody refuses. */
  public static Expectation refused(ErrorCode code, String... apart) {
    return new Expectation(End.REFUSED, Optional.of(code), Set.of(apart));
  }

  /** The others have their sum, and one of {@code apart} is blamed. */
  public static Expectation survived(ErrorCode code, String... apart) {
    return new Expectation(End.SURVIVED, Optional.of(code), Set.of(apart));
  }

  /** The others have their sum, and nobody is blamed. */
  public static Expectation unharmed(String... apart) {
    return new Expectation(End.SURVIVED, Optional.empty(), Set.of(apart));
  }

  /**
   * One site is lost to the others: they have their sum if they are enough without it, and none
   * otherwise, and it is blamed.
   */
  public static Expectation costs(SessionPlan plan, ErrorCode code, String site) {
    return plan.roster().size() > plan.threshold() ? survived(code, site) : voided(code, site);
  }

  /** There is no sum, and a site is blamed. */
  public static Expectation voided(ErrorCode code, String... apart) {
    return new Expectation(End.VOID, Optional.of(code), Set.of(apart));
  }
}
