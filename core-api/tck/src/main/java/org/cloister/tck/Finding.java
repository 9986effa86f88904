package org.cloister.tck;

/**
 * One rule of a contract that a plugin breaks.
 *
 * @param role such as {@code trainer}
 * @param id the id of the role object
 * @param rule the name of the rule, such as {@code aggregate_isPure}
 * @param sentence what the rule asks for and what was seen instead
 */
public record Finding(String role, String id, String rule, String sentence) {

  /** Rules whose names begin so are good advice and no contract. */
  static final String ADVICE = "advice_";

  /** Whether the rule is good advice only, so that nothing has to be refused for it. */
  public boolean advisory() {
    return rule.startsWith(ADVICE);
  }
}
