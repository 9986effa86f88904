package org.cloister.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.cloister.crypto.Signer;

/**
 * The certificate that a PKCS#12 file must have beside a private key: X.509 version 1 (RFC 5280),
 * signed by the key itself, so that it says no more than the key. Nobody trusts it; who is who is
 * the descriptor's affair.
 */
final class SelfSigned {
  /** SEQUENCE { OID 1.3.101.112 }, RFC 8410. */
  private static final byte[] ED25519 = HexFormat.of().parseHex("300506032b6570");

  /** OID 2.5.4.3. */
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  /** RFC 5280, 4.1.2.5: no well-defined end. */
  private static final String NO_END = "99991231235959Z";

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8 = 0x0c;
  private static final int TIME = 0x18;
  private static final int SHORT_TIME = 0x17;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SelfSigned() {}

  /**
   * The DER of the certificate.
   *
   * @param name at most 64 characters
   * @param from from when on it holds; before 2050
   */
  static byte[] certificate(String name, Signer signer, Instant from, SecureRandom random) {
    byte[] serial = new byte[16];
    random.nextBytes(serial);
    serial[0] = (byte) ((serial[0] & 0x3f) | 0x40); // positive, and its first byte is needed
    byte[] named =
        der(
            SEQUENCE,
            der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, text(name, StandardCharsets.UTF_8)))));
    byte[] valid =
        der(
            SEQUENCE,
            der(SHORT_TIME, text(UTC.format(from), StandardCharsets.US_ASCII)),
            der(TIME, text(NO_END, StandardCharsets.US_ASCII)));
    byte[] certified =
        der(
            SEQUENCE,
            der(INTEGER, serial),
            ED25519,
            named,
            valid,
            named,
            signer.verifyingKey().x509().toArray());
    byte[] signature = signer.sign(certified).value().toArray();
    return der(SEQUENCE, certified, ED25519, der(BIT_STRING, new byte[] {0}, signature));
  }

  private static byte[] text(String text, java.nio.charset.Charset charset) {
    return text.getBytes(charset);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
