package org.cloister.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 (RFC 4648, section 4) with one spelling for each value: padding is there, no character is
 * foreign, no bit is stray. The JDK's decoder takes missing padding and unused trailing bits, and
 * either would give a second spelling of the same signature.
 */
public final class StrictBase64 {

  private StrictBase64() {}

  /** The text of {@code bytes}. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The bytes of {@code text}; empty if it is not exactly what {@link #encode} gives for them. */
  public static Optional<byte[]> decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
  }
}
