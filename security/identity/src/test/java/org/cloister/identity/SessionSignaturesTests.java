package org.cloister.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signatures of a session hold for what they were made for alone. */
@Timeout(180)
class SessionSignaturesTests {
  private final LinkParties parties = new LinkParties();

  @Test
  void sessionSignatures_otherSignerPurposeContextOrMessage_doNotCount() {
    Digest context = Digest.of("context");
    SessionSignatures a = new SessionSignatures(parties.sample().party("a", "job"), context);
    SessionSignatures b = new SessionSignatures(parties.sample().party("b", "job"), context);
    Bytes message = Bytes.of((byte) 1, (byte) 2);
    Bytes signature = a.sign("keys\n", message);
    assertTrue(b.verify("a", "keys\n", message, signature));
    assertFalse(b.verify("b", "keys\n", message, signature));
    assertFalse(b.verify("stranger\n", "keys\n", message, signature));
    assertFalse(b.verify("a", "keys", message, signature));
    assertFalse(b.verify("a", "keys\n", Bytes.empty(), signature));
    assertFalse(b.verify("a", "keys\n", message, Bytes.empty()));
    assertFalse(b.verify("a", "keys\n", message, Bytes.of(new byte[64])));
    for (SessionSignatures other :
        List.of(
            new SessionSignatures(parties.sample().party("b", "job"), Digest.of("other")),
            new SessionSignatures(parties.sample().party("b", "other"), context))) {
      assertFalse(other.verify("a", "keys\n", message, signature));
    }
  }
}
