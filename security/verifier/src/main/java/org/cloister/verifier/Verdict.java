package org.cloister.verifier;

/** How a verification ends, and the exit code that says so to scripts. */
public enum Verdict {
  /** Everything that was checked holds. */
  VERIFIED(0),
  /** Something contradicts something else. */
  FAILED(6),
  /** Nothing contradicts, but something that was asked for could not be checked. */
  INCONCLUSIVE(10);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
