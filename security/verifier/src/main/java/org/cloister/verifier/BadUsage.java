package org.cloister.verifier;

/** The command line, the policy or a key file is wrong: nothing was verified. */
public final class BadUsage extends Exception {
  private static final long serialVersionUID = 1L;

  BadUsage(String what) {
    super(what, null, false, false);
  }

  /** What is wrong and what would be right. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
