package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a value says when it refuses to be born. */
final class Refusals {

  private Refusals() {}

  /** The message of the refusal with this code. */
  static String message(ErrorCode code, Executable executable) {
    CloisterException e = assertThrows(CloisterException.class, executable);
    assertEquals(code, e.code());
    return e.getMessage();
  }
}
