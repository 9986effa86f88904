package org.cloister.verifier;

/** Bytes that are not what they must be; becomes a {@link Finding} where the place is known. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;

  Refused(Code code, String what) {
    super(what, null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  Finding at(String where) {
    return new Finding(code, where, what());
  }
}
