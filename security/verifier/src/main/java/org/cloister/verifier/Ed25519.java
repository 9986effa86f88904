package org.cloister.verifier;

import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 public key (RFC 8032) with the checks on which verifiers differ (Chalkias et al. 2020,
 * "Taming the many EdDSAs"): the key and the first half of a signature are canonical points of
 * prime order, and S is below L. Arithmetic by Bouncy Castle, which is some ten times as fast as
 * the JDK's.
 */
final class Ed25519 {
  static final int KEY_SIZE = 32;
  static final int SIGNATURE_SIZE = 64;

  private final byte[] raw;
  private final PublicPoint point;

  private Ed25519(byte[] raw, PublicPoint point) {
    this.raw = raw;
    this.point = point;
  }

  static Ed25519 of(byte[] raw, Code code) throws Refused {
    @Nullable PublicPoint point =
        raw.length == KEY_SIZE
            ? org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFullExport(raw, 0)
            : null;
    if (point == null) {
      throw new Refused(code, "a public key is not a canonical Ed25519 key of 32 bytes");
    }
    return new Ed25519(raw.clone(), point);
  }

  boolean verifies(byte[] message, byte[] signature) {
    return signature.length == SIGNATURE_SIZE
        && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(signature, 0)
        && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature, 0, point, message, 0, message.length);
  }

  String hex() {
    return HexFormat.of().formatHex(raw);
  }
}
