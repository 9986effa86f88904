package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the signatures of entries (DSSE PAE over the body), a bundle's worth in parallel. */
final class Signatures {
  private static final String PAYLOAD_TYPE = "application/vnd.cloister.ledger-body+json";
  private static final int BATCH = 256;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pending(long seq, Ed25519 key, byte[] message, byte[] signature) {
    @Nullable Finding check() {
      return key.verifies(message, signature)
          ? null
          : new Finding(
              Code.SIGNATURE_INVALID, "entry " + seq, "the signature does not hold over the body");
    }
  }

  private final Keys keys;
  private final Findings findings;
  private final List<Pending> pending = new ArrayList<>();
  private long checked;

  Signatures(Keys keys, Findings findings) {
    this.keys = keys;
    this.findings = findings;
  }

  long checked() {
    return checked;
  }

  /** Takes in an entry's signature; whether it holds comes out of {@link #finish()} at latest. */
  void entry(Entry entry) throws Refused {
    Entry.Sig sig = entry.sig();
    if (sig == null) {
      throw new Refused(Code.SIGNATURE_MISSING, "an entry must be signed");
    }
    Keys.Named named = keys.validAt(sig.key(), entry.seq());
    if (!Signers.may(named.party(), entry, keys.coordinator())) {
      throw new Refused(Code.KEY_NOT_VALID, "it is signed by the key of another party");
    }
    byte[] signature = StrictText.base64(sig.value(), Code.SIGNATURE_INVALID);
    pending.add(new Pending(entry.seq(), named.key(), pae(entry.bodyBytes()), signature));
    if (pending.size() == BATCH) {
      finish();
    }
  }

  void finish() {
    pending.parallelStream()
        .map(Pending::check)
        .filter(Objects::nonNull)
        .toList()
        .forEach(findings::add);
    checked += pending.size();
    pending.clear();
  }

  static byte[] pae(byte[] body) {
    String head = "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + body.length + " ";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}
