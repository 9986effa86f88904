package org.cloister.model;

/**
 * The one exception of Cloister. Its message names the thing, the bound, the value that was given,
 * and what to do next; it never holds data rows, weights, keys, or text that a peer sent.
 *
 * <p>Ends that are expected (a dropout, a spent budget, a stop) are values, not exceptions.
 */
public final class CloisterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** A failure with its code; {@code message} is one or more sentences without the code. */
  public CloisterException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * As above, with the failure that led here. The cause is for the local log only; it is never
   * shown to a peer.
   */
  public CloisterException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable code. */
  public ErrorCode code() {
    return code;
  }

  /** The sentence that people see: message and code. */
  public String describe() {
    return getMessage() + " [" + code.text() + "]";
  }

  /** Shorthand for the check at the birth of a value. */
  public static void require(boolean condition, ErrorCode code, String message) {
    if (!condition) {
      throw new CloisterException(code, message);
    }
  }
}
