package org.cloister.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.cloister.crypto.Signature;
import org.cloister.crypto.Signer;
import org.cloister.model.Bytes;

/**
 * Signs and checks the lines of a note. A witness signs {@code "cosignature/v1\ntime <seconds>\n"}
 * and the text (C2SP tlog-cosignature), so that its line also says when.
 */
final class Cosignatures {
  private static final int TIME_BYTES = 8;

  private Cosignatures() {}

  static SignatureLine log(NoteKey key, Signer signer, String text) {
    return new SignatureLine(key.name(), key.keyId(), signer.sign(utf8(text)).value());
  }

  static SignatureLine witness(NoteKey key, Signer signer, String text, Instant time) {
    Bytes signature = signer.sign(timed(text, time.getEpochSecond())).value();
    ByteBuffer value = ByteBuffer.allocate(TIME_BYTES + signature.length());
    value.putLong(time.getEpochSecond()).put(signature.toArray());
    return new SignatureLine(key.name(), key.keyId(), Bytes.of(value.array()));
  }

  /** What a line shows if it holds: empty if it does not. */
  static Optional<VerifiedSignature> check(NoteKey key, SignatureLine line, String text) {
    byte[] value = line.value().toArray();
    if (value.length != key.type().signatureBytes()) {
      return Optional.empty();
    }
    if (key.type() == NoteKeyType.LOG) {
      return key.key().verifies(utf8(text), Signature.ed25519(line.value()))
          ? Optional.of(new VerifiedSignature(key, Optional.empty()))
          : Optional.empty();
    }
    long seconds = ByteBuffer.wrap(value).getLong();
    Signature signature = Signature.ed25519(Bytes.of(NoteKey.tail(value, TIME_BYTES)));
    boolean holds =
        seconds >= 0
            && seconds <= Instant.MAX.getEpochSecond()
            && key.key().verifies(timed(text, seconds), signature);
    return holds
        ? Optional.of(new VerifiedSignature(key, Optional.of(Instant.ofEpochSecond(seconds))))
        : Optional.empty();
  }

  private static byte[] timed(String text, long seconds) {
    return utf8("cosignature/v1\ntime " + seconds + "\n" + text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
