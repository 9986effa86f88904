package org.cloister.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The pre-authentication encoding of DSSE v1 (secure-systems-lab/dsse, protocol.md): {@code
 * "DSSEv1" SP len(type) SP type SP len(body) SP body}, lengths in bytes as decimal ASCII. Type and
 * body cannot run into each other, so a signature for one purpose never counts for another.
 */
public final class Dsse {

  private Dsse() {}

  /** What is signed for {@code body} of the payload type {@code type}. */
  public static byte[] preAuthenticationEncoding(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(typeBytes.length + body.length + 32);
    out.writeBytes(ascii("DSSEv1 " + typeBytes.length + " "));
    out.writeBytes(typeBytes);
    out.writeBytes(ascii(" " + body.length + " "));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** Signs {@code body} as {@code type}. */
  public static Signature sign(Signer signer, String type, byte[] body) {
    return signer.sign(preAuthenticationEncoding(type, body));
  }

  /** Whether {@code signature} is {@code key}'s over {@code body} as {@code type}. */
  public static boolean verifies(VerifyingKey key, String type, byte[] body, Signature signature) {
    return key.verifies(preAuthenticationEncoding(type, body), signature);
  }

  /**
   * Whether {@code key}'s holder signed {@code body} as {@code type}; with the limits of {@link
   * VerifyingKey#authenticates}.
   */
  public static boolean authenticates(
      VerifyingKey key, String type, byte[] body, Signature signature) {
    return key.authenticates(preAuthenticationEncoding(type, body), signature);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
