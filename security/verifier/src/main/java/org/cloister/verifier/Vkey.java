package org.cloister.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A verifier key of C2SP signed-note: {@code name+keyId+base64(type || key)}.
 *
 * @param name the key's name; for a log its origin
 * @param id the first four bytes of SHA-256(name || 0x0A || type || key), as hexadecimal digits
 * @param type {@link #LOG}, {@link #WITNESS}, {@link #COSIGNER}, or a type that this program passes
 *     over
 * @param publicKey the key, as base64
 */
record Vkey(String name, String id, int type, String publicKey) {
  /** Ed25519 over the text of the note. */
  static final int LOG = 0x01;

  /** Ed25519 over {@code cosignature/v1}, a time and the text. */
  static final int WITNESS = 0x04;

  /** ML-DSA-44 over {@code subtree/v1}, the key's name, a time and the head; of logs and others. */
  static final int COSIGNER = 0x06;

  /** The most bytes of a name or origin in what such a key signs. */
  static final int MAX_SIGNED_NAME = 255;

  /** The size of the key ID before each signature. */
  static final int ID_SIZE = 4;

  static Vkey parse(String text) throws BadUsage {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      throw new BadUsage("A key must be name+keyId+base64, was: " + StrictText.printable(text));
    }
    try {
      byte[] typed = StrictText.base64(parts[2], Code.CHECKPOINT_MALFORMED);
      if (typed.length == 0 || !id(parts[0], typed).equals(parts[1])) {
        throw new BadUsage("The key ID of " + parts[0] + " does not belong to its name and key.");
      }
      byte[] key = Arrays.copyOfRange(typed, 1, typed.length);
      Vkey vkey =
          new Vkey(parts[0], parts[1], typed[0] & 0xff, Base64.getEncoder().encodeToString(key));
      vkey.check(key);
      return vkey;
    } catch (Refused e) {
      throw new BadUsage("The key of " + parts[0] + " is not well formed: " + e.what() + ".");
    }
  }

  private void check(byte[] key) throws Refused {
    if (type == COSIGNER) {
      MlDsa44.of(key, Code.CHECKPOINT_MALFORMED);
      if (!fits(name)) {
        throw new Refused(Code.CHECKPOINT_MALFORMED, "its name is longer than 255 bytes");
      }
    } else if (isReadable()) {
      Ed25519.of(key, Code.CHECKPOINT_MALFORMED);
    }
  }

  /** Whether this program can check signatures of this key. */
  boolean isReadable() {
    return type == LOG || type == WITNESS || type == COSIGNER;
  }

  /** Whether {@code signature} is this key's over {@code message}; the key must be readable. */
  boolean verifies(byte[] message, byte[] signature) throws Refused {
    byte[] key = Base64.getDecoder().decode(publicKey);
    return type == COSIGNER
        ? MlDsa44.of(key, Code.CHECKPOINT_MALFORMED).verifies(message, signature)
        : Ed25519.of(key, Code.CHECKPOINT_MALFORMED).verifies(message, signature);
  }

  /** Whether one byte can say how long the name is. */
  static boolean fits(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= MAX_SIGNED_NAME;
  }

  /** For the report. */
  String words() {
    String kind =
        switch (type) {
          case LOG, WITNESS -> "Ed25519";
          case COSIGNER -> "ML-DSA-44";
          default -> "type " + type + ", not checked";
        };
    return name + "+" + id + " (" + kind + ")";
  }

  /** As in C2SP signed-note: not empty, no spaces of any kind, no plus sign. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                c -> c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c < 0x20);
  }

  private static String id(String name, byte[] typed) {
    byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + typed.length);
    System.arraycopy(typed, 0, all, start.length, typed.length);
    return HexFormat.of().toHexDigits(Hash.of(all).prefix()).substring(0, 2 * ID_SIZE);
  }
}
