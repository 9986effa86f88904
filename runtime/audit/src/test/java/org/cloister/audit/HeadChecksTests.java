package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cloister.ledger.log.Published;
import org.cloister.ledger.log.Receipt;
import org.cloister.ledger.note.CheckpointCheck;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadChecksTests {
  @TempDir Path folder;
  private HeadChecks checks;
  private SignedNote head;
  private Consortium all;

  @BeforeEach
  void makeHead() throws Exception {
    all = new Consortium(folder, 4);
    checks = new HeadChecks(all.terms.policy());
    all.run(1);
    String receipt = all.receipts.values().iterator().next();
    head = Receipt.read(receipt).checkpoint();
  }

  @Test
  void of_sameHeadTwice_isCheckedOnce() {
    CheckpointCheck first = checks.of(head);
    assertSame(first, checks.of(new SignedNote(head.text(), List.copyOf(head.signatures()))));
  }

  /** Where all parties are in one process, nobody there checks again what its writer checked. */
  @Test
  void published_headOfTheWriter_isNotCheckedAgain() {
    CheckpointCheck written = checks.of(head);
    HeadChecks shared = new HeadChecks(all.terms.policy());
    shared.published(new Published(0, head, written));
    assertSame(written, shared.of(head));
  }

  /** What is remembered of a head is worth nothing for one with another signature. */
  @Test
  void of_sameTextWithAnAlteredSignature_isRefusedEachTime() {
    checks.of(head);
    for (int i = 0; i < head.signatures().size(); i++) {
      List<SignatureLine> lines = new ArrayList<>(head.signatures());
      SignatureLine line = lines.get(i);
      byte[] value = line.value().toArray();
      value[value.length - 1] ^= 1;
      lines.set(i, new SignatureLine(line.name(), line.keyId(), Bytes.of(value)));
      SignedNote altered = new SignedNote(head.text(), lines);
      for (int again = 0; again < 2; again++) {
        CloisterException refused = assertThrows(CloisterException.class, () -> checks.of(altered));
        assertEquals(ErrorCode.SIGNATURE_INVALID, refused.code());
      }
    }
  }

  @Test
  void of_manyHeads_remembersTheLastFew() {
    CheckpointCheck first = checks.of(head);
    List<SignatureLine> lines = head.signatures();
    for (int i = 0; i < 8; i++) {
      List<SignatureLine> longer = new ArrayList<>(lines);
      longer.add(new SignatureLine("stranger-" + i, i, Bytes.of(new byte[72])));
      checks.of(new SignedNote(head.text(), longer));
    }
    assertEquals(first, checks.of(head));
    assertSame(checks.of(head), checks.of(head));
  }
}
