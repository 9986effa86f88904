package org.cloister.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.cloister.crypto.Sha256;
import org.cloister.crypto.Signature;
import org.cloister.crypto.Signer;
import org.cloister.model.Bytes;

/**
 * Signs and checks the lines of a note. A witness signs {@code "cosignature/v1\ntime <seconds>\n"}
 * and the text (C2SP tlog-cosignature), so that its line also says when. A line of ML-DSA-44 is
 * over the structure {@code cosigned_message} of the same page: it names who signs.
 */
final class Cosignatures {
  static final int TIME_BYTES = 8;

  private static final byte[] SUBTREE = utf8("subtree/v1\n\0");
  private static final int MOST_NAME_BYTES = 255;

  /** A log states no time: when its head was there is for its witnesses to say. */
  private static final long NO_TIME = 0;

  private Cosignatures() {}

  static SignatureLine log(NoteKey key, Signer signer, Checkpoint checkpoint) {
    return key.type() == NoteKeyType.LOG
        ? new SignatureLine(key.name(), key.keyId(), signer.sign(utf8(checkpoint.text())).value())
        : timed(key, signer, checkpoint, NO_TIME);
  }

  static SignatureLine witness(NoteKey key, Signer signer, Checkpoint checkpoint, Instant time) {
    return timed(key, signer, checkpoint, time.getEpochSecond());
  }

  private static SignatureLine timed(
      NoteKey key, Signer signer, Checkpoint checkpoint, long seconds) {
    Bytes signature = signer.sign(signed(key, checkpoint.text(), seconds)).value();
    ByteBuffer value = ByteBuffer.allocate(TIME_BYTES + signature.length());
    value.putLong(seconds).put(signature.toArray());
    return new SignatureLine(key.name(), key.keyId(), Bytes.of(value.array()));
  }

  /**
   * What a line shows if it holds: empty if it does not.
   *
   * @throws org.cloister.model.CloisterException CL-0912 if the key is of ML-DSA-44, whose lines
   *     are over heads alone, and the text is none
   */
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
    Signature signature =
        new Signature(key.type().algorithm(), Bytes.of(NoteKey.tail(value, TIME_BYTES)));
    boolean holds =
        seconds >= 0
            && seconds <= Instant.MAX.getEpochSecond()
            && canBeOver(key.type(), text)
            && key.key().verifies(signed(key, text, seconds), signature);
    boolean timed = key.type() == NoteKeyType.WITNESS || seconds != NO_TIME;
    return holds
        ? Optional.of(
            new VerifiedSignature(
                key, timed ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty()))
        : Optional.empty();
  }

  /** Whether a name's length fits the byte that it has in a {@code cosigned_message}. */
  static boolean fits(String name) {
    return utf8(name).length <= MOST_NAME_BYTES;
  }

  private static boolean canBeOver(NoteKeyType type, String text) {
    return type == NoteKeyType.WITNESS || fits(Checkpoint.read(text).origin());
  }

  private static byte[] signed(NoteKey key, String text, long seconds) {
    return key.type() == NoteKeyType.WITNESS
        ? utf8("cosignature/v1\ntime " + seconds + "\n" + text)
        : message(key.name(), seconds, Checkpoint.read(text));
  }

  /** The structure {@code cosigned_message} of a whole tree, from entry 0. */
  private static byte[] message(String cosigner, long seconds, Checkpoint checkpoint) {
    byte[] name = utf8(cosigner);
    byte[] origin = utf8(checkpoint.origin());
    int length = SUBTREE.length + 2 + name.length + origin.length + 3 * Long.BYTES + Sha256.BYTES;
    return ByteBuffer.allocate(length)
        .put(SUBTREE)
        .put((byte) name.length)
        .put(name)
        .putLong(seconds)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().toBytes())
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
