package org.cloister.crypto.provider;

/**
 * The curve P-256 (NIST SP 800-186). A point is 65 bytes (SEC 1, 2.3.3, uncompressed) of which
 * {@link #isPoint} holds, a scalar 32, big-endian, from 1 to the order less one; callers see to
 * both.
 */
public interface P256Primitive {

  /** The public point of a scalar. */
  byte[] publicPoint(byte[] scalar);

  /**
   * Whether 65 bytes that begin with 4 are a point of the curve (SP 800-56A, 5.6.2.3.3; the
   * cofactor is 1).
   */
  boolean isPoint(byte[] bytes);

  /** ECDH: the 32 bytes of the common point's x (SP 800-56A, 5.7.1.2). */
  byte[] agree(byte[] scalar, byte[] point);

  /** ECDSA with SHA-256 (FIPS 186-5, 6.4), without chance (RFC 6979): r and s, 32 bytes each. */
  byte[] sign(byte[] scalar, byte[] message);

  /** Whether these 64 bytes are an r and s of this point over the message. */
  boolean verifies(byte[] point, byte[] message, byte[] signature);
}
