package org.cloister.verifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 value, and the three ways in which RFC 6962 section 2.1 makes one. */
final class Hash {
  static final int SIZE = 32;

  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::sha256);
  private static final HexFormat HEX = HexFormat.of();

  /** The root of a tree without leaves. */
  static final Hash EMPTY_ROOT = of(new byte[0]);

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  static Hash of(byte[] message) {
    return new Hash(SHA_256.get().digest(message));
  }

  /** The hash that these 32 bytes are. */
  static Hash at(byte[] source, int from) {
    return new Hash(Arrays.copyOfRange(source, from, from + SIZE));
  }

  static Hash leaf(byte[] source, int from, int to) {
    MessageDigest digest = SHA_256.get();
    digest.update((byte) 0);
    digest.update(source, from, to - from);
    return new Hash(digest.digest());
  }

  static Hash node(Hash left, Hash right) {
    MessageDigest digest = SHA_256.get();
    digest.update((byte) 1);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new Hash(digest.digest());
  }

  /** Reads 64 lowercase hexadecimal digits. */
  static Hash fromHex(String hex, Code code) throws Refused {
    boolean valid = hex.length() == 2 * SIZE;
    for (int i = 0; valid && i < hex.length(); i++) {
      char c = hex.charAt(i);
      valid = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!valid) {
      throw new Refused(code, "a hash must be 64 lowercase hexadecimal digits");
    }
    return new Hash(HEX.parseHex(hex));
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, SIZE);
  }

  /** The first eight bytes, where a shorter name of the value will do. */
  long prefix() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  String hex() {
    return HEX.formatHex(bytes);
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
