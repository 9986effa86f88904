package org.cloister.ledger.note;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.cloister.model.Bytes;
import org.junit.jupiter.api.Test;

class SignedNoteTests {

  private static SignatureLine line(String name, int keyId, int value) {
    return new SignatureLine(name, keyId, Bytes.of(new byte[] {(byte) value, 1, 2}));
  }

  /** A witness that signs again, at another time, has one line all the same: its first. */
  @Test
  void with_secondLineOfAKey_isLeftOut() {
    SignedNote note = new SignedNote("text\n", List.of(line("log", 1, 1), line("w", 2, 2)));
    SignedNote more =
        note.with(List.of(line("w", 2, 3), line("w", 4, 5), line("v", 2, 6), line("v", 2, 7)));
    assertEquals(
        List.of(line("log", 1, 1), line("w", 2, 2), line("w", 4, 5), line("v", 2, 6)),
        more.signatures());
  }
}
