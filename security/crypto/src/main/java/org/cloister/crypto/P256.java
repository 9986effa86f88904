package org.cloister.crypto;

import java.util.Optional;
import org.cloister.crypto.provider.P256Primitive;

/**
 * The curve P-256 (NIST SP 800-186): points are the 65 bytes of SEC 1, 2.3.3, uncompressed, and
 * never another form; scalars 32 bytes, big-endian, from 1 to {@link P256Scalars#ORDER} - 1.
 *
 * <p>What numbers of the library leave in memory is out of reach. Safe for any thread.
 */
final class P256 {
  static final int POINT_BYTES = 65;

  private P256() {}

  private static P256Primitive curve() {
    return CryptoModule.provider().p256();
  }

  /** The public point of a scalar. */
  static byte[] publicPoint(byte[] scalar) {
    return curve().publicPoint(scalar);
  }

  /** Whether these bytes are a point of the curve (SP 800-56A, 5.6.2.3.3; its cofactor is 1). */
  static boolean isPoint(byte[] bytes) {
    return bytes.length == POINT_BYTES && bytes[0] == 4 && curve().isPoint(bytes);
  }

  /** ECDH: the 32 bytes of the common point's x (SP 800-56A, 5.7.1.2); empty if no point. */
  static Optional<byte[]> agree(byte[] scalar, byte[] peer) {
    return isPoint(peer) ? Optional.of(curve().agree(scalar, peer)) : Optional.empty();
  }

  /**
   * ECDSA with SHA-256 (FIPS 186-5, 6.4), without chance (RFC 6979): r and s, 32 bytes each, s no
   * more than half of the order.
   */
  static byte[] sign(byte[] scalar, byte[] message) {
    return P256Scalars.lower(curve().sign(scalar, message));
  }

  /** Whether these are an r and the lower s of this point over the message. */
  static boolean verify(byte[] point, byte[] message, byte[] signature) {
    return P256Scalars.isSignature(signature)
        && isPoint(point)
        && curve().verifies(point, message, signature);
  }
}
