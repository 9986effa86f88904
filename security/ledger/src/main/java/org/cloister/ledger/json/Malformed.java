package org.cloister.ledger.json;

import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** The refusal of a text or value that has no place in restricted JCS. */
final class Malformed {

  private Malformed() {}

  static void require(boolean condition, String why) {
    if (!condition) {
      throw of(why);
    }
  }

  static CloisterException of(String why) {
    return new CloisterException(
        ErrorCode.LEDGER_ENTRY_INVALID,
        "The JSON must be in the restricted canonical form of RFC 8785: " + why + ".");
  }
}
