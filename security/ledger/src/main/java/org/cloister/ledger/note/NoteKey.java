package org.cloister.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.cloister.crypto.Sha256;
import org.cloister.crypto.StrictBase64;
import org.cloister.crypto.VerifyingKey;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * A key that signs notes, under a name and for one type of signature; public. As text it is a vkey,
 * {@code name+hex(key ID)+base64(type || key)}.
 *
 * @param name not empty, without Unicode spaces, control characters or {@code +}
 * @param type what the key signs
 * @param key checks the signatures
 */
public record NoteKey(String name, NoteKeyType type, VerifyingKey key) {
  private static final int ID_BYTES = 4;
  private static final int MAX_NAME = 255;

  /** Refuses a name that would not survive in a note. */
  public NoteKey {
    CloisterException.require(
        isName(name),
        ErrorCode.KEY_INVALID,
        "The name of a note's key must be 1 to 255 characters without spaces, control characters and +, was "
            + Quoted.of(name)
            + ".");
    CloisterException.require(
        key.algorithm() == type.algorithm(),
        ErrorCode.KEY_INVALID,
        "A note's key of this type must be of " + type.algorithm() + " alone, was " + key + ".");
    CloisterException.require(
        type != NoteKeyType.COSIGNER_ML_DSA_44 || Cosignatures.fits(name),
        ErrorCode.KEY_INVALID,
        "The name of an ML-DSA-44 key must have at most 255 bytes as UTF-8, since they are signed.");
  }

  /**
   * Reads a vkey.
   *
   * @throws CloisterException CL-0914 if it is malformed, of another type, or its key ID is not its
   *     key's
   */
  public static NoteKey of(String vkey) {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length == 3 && isName(parts[0])) {
      Optional<byte[]> decoded = StrictBase64.decode(parts[2]);
      if (decoded.isPresent() && decoded.get().length > 1) {
        byte[] key = decoded.get();
        Optional<NoteKeyType> type = NoteKeyType.of(key[0] & 0xff);
        if (type.isPresent()) {
          Bytes raw = Bytes.of(key, 1, key.length - 1);
          NoteKey read = new NoteKey(parts[0], type.get(), type.get().key(raw));
          if (parts[1].equals(hex(read.keyId()))) {
            return read;
          }
        }
      }
    }
    throw new CloisterException(
        ErrorCode.KEY_INVALID,
        "A note's key must be name+keyid+base64 of a log's or witness's key of Ed25519 or ML-DSA-44, was "
            + Quoted.of(vkey)
            + "; ask its owner for it again.");
  }

  /** Whether {@code name} may name a key, and so a log. */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isSpaceChar(c)
                        || Character.isWhitespace(c)
                        || Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /**
   * The first four bytes of SHA-256(name || 0x0A || type || key); tells keys apart, proves nothing.
   */
  public int keyId() {
    byte[] hash =
        new Sha256()
            .add(name.getBytes(StandardCharsets.UTF_8))
            .add('\n')
            .add(type.octet())
            .add(key.raw().toArray())
            .finish();
    return ByteBuffer.wrap(hash, 0, ID_BYTES).getInt();
  }

  /** The key as text. */
  public String vkey() {
    byte[] raw = key.raw().toArray();
    byte[] typed = new byte[raw.length + 1];
    typed[0] = (byte) type.octet();
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return name + "+" + hex(keyId()) + "+" + StrictBase64.encode(typed);
  }

  private static String hex(int keyId) {
    return HexFormat.of().toHexDigits(keyId);
  }

  /** Whether {@code line} claims to be of this key. */
  boolean claims(SignatureLine line) {
    return line.name().equals(name) && line.keyId() == keyId();
  }

  @Override
  public String toString() {
    return vkey();
  }

  /** The bytes of a signature's value after {@code from}. */
  static byte[] tail(byte[] value, int from) {
    return Arrays.copyOfRange(value, from, value.length);
  }
}
