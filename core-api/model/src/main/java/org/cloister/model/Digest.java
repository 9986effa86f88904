package org.cloister.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest (FIPS 180-4) as 64 lower-case hexadecimal digits.
 *
 * @param hex exactly 64 characters of {@code 0-9a-f}
 */
public record Digest(String hex) implements Comparable<Digest> {

  /** Values read and hashed at a time. */
  private static final int CHUNK = 1 << 14;

  /** Refuses anything but 64 lower-case hexadecimal digits. */
  public Digest {
    boolean valid = hex.length() == 64;
    for (int i = 0; valid && i < 64; i++) {
      char c = hex.charAt(i);
      valid = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    CloisterException.require(
        valid,
        ErrorCode.MESSAGE_MALFORMED,
        "A digest must be 64 lower-case hexadecimal digits, was " + hex.length() + " characters.");
  }

  /** The digest of {@code bytes}. */
  public static Digest of(byte[] bytes) {
    return finish(sha256(), bytes);
  }

  /** The digest of the UTF-8 bytes of {@code text}. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The digest of the vector's values as little-endian IEEE 754 single precision, front to back.
   * Reads range by range, so memory does not grow with the vector. {@code -0.0} and {@code 0.0}
   * differ, all NaN count as the canonical one.
   */
  public static Digest of(FloatVector vector) {
    MessageDigest sha = sha256();
    update(sha, vector);
    return new Digest(HexFormat.of().formatHex(sha.digest()));
  }

  /** Adds the bytes of {@link #of(FloatVector)} to a running digest. */
  public static void update(MessageDigest sha, FloatVector vector) {
    int chunk = (int) Math.min(CHUNK, vector.length());
    float[] values = new float[chunk];
    byte[] bytes = new byte[4 * chunk];
    for (long at = 0; at < vector.length(); at += chunk) {
      int count = (int) Math.min(chunk, vector.length() - at);
      vector.read(at, values, 0, count);
      for (int i = 0; i < count; i++) {
        int bits = Float.floatToIntBits(values[i]);
        bytes[4 * i] = (byte) bits;
        bytes[4 * i + 1] = (byte) (bits >>> 8);
        bytes[4 * i + 2] = (byte) (bits >>> 16);
        bytes[4 * i + 3] = (byte) (bits >>> 24);
      }
      sha.update(bytes, 0, 4 * count);
    }
  }

  /** A fresh SHA-256 of the JDK. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "Every Java platform must offer SHA-256; this one does not.", e);
    }
  }

  private static Digest finish(MessageDigest sha, byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha.digest(bytes)));
  }

  /** The 32 bytes. */
  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The first twelve digits, for people. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
