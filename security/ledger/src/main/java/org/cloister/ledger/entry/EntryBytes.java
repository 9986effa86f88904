package org.cloister.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.cloister.ledger.json.JsonText;
import org.cloister.model.Digest;

/**
 * Puts the bytes of an entry around those of its body, which are canonical already: a body is
 * spelled and checked once, by whoever signed or received it, and never again for the entry.
 */
final class EntryBytes {
  private EntryBytes() {}

  static byte[] of(SignedBody signed, long seq, Digest prev, Instant time, long version) {
    byte[] body = signed.bodyBytes();
    byte[] tail =
        (",\"prev\":\""
                + prev.hex()
                + "\",\"seq\":"
                + seq
                + ",\"sig\":{\"key\":"
                + new JsonText(signed.keyName()).spelling()
                + ",\"value\":\""
                + signed.signatureText()
                + "\"},\"time\":\""
                + time
                + "\",\"type\":\""
                + signed.body().type()
                + "\",\"v\":"
                + version
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    byte[] head = "{\"body\":".getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + body.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    System.arraycopy(tail, 0, all, head.length + body.length, tail.length);
    return all;
  }
}
