package org.cloister.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The curve P-256 (NIST SP 800-186): points are the 65 bytes of SEC 1, 2.3.3, uncompressed, and
 * never another form; scalars 32 bytes, big-endian, from 1 to {@link P256Scalars#ORDER} - 1.
 *
 * <p>Secret scalars meet the curve in a sequence of additions and doublings that is the same for
 * all. What numbers of the library leave in memory is out of reach. Safe for any thread.
 */
final class P256 {
  static final int POINT_BYTES = 65;
  static final int SCALAR_BYTES = P256Scalars.BYTES;

  private static final ECDomainParameters DOMAIN = domain();

  private P256() {}

  private static ECDomainParameters domain() {
    X9ECParameters curve = CustomNamedCurves.getByName("P-256");
    return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  /** The public point of a scalar. */
  static byte[] publicPoint(byte[] scalar) {
    BigInteger secret = new BigInteger(1, scalar);
    return new FixedPointCombMultiplier()
        .multiply(DOMAIN.getG(), secret)
        .normalize()
        .getEncoded(false);
  }

  /** Whether these bytes are a point of the curve (SP 800-56A, 5.6.2.3.3; its cofactor is 1). */
  static boolean isPoint(byte[] bytes) {
    return point(bytes).isPresent();
  }

  private static Optional<ECPoint> point(byte[] bytes) {
    if (bytes.length != POINT_BYTES || bytes[0] != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(DOMAIN.validatePublicPoint(DOMAIN.getCurve().decodePoint(bytes)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** ECDH: the 32 bytes of the common point's x (SP 800-56A, 5.7.1.2); empty if no point. */
  static Optional<byte[]> agree(byte[] scalar, byte[] peer) {
    return point(peer)
        .map(point -> ladder(point, new BigInteger(1, scalar)).normalize())
        .map(common -> common.getAffineXCoord().getEncoded());
  }

  /** Montgomery's ladder over 257 bits, of which the highest is set, for every scalar. */
  private static ECPoint ladder(ECPoint point, BigInteger scalar) {
    BigInteger order = DOMAIN.getN();
    BigInteger once = scalar.add(order);
    BigInteger[] either = {once.add(order), once};
    BigInteger fixed = either[once.bitLength() - 256];
    ECPoint[] pair = {point, point.twice()};
    for (int i = 255; i >= 0; i--) {
      int bit = fixed.testBit(i) ? 1 : 0;
      pair[1 - bit] = pair[0].add(pair[1]);
      pair[bit] = pair[bit].twice();
    }
    return pair[0];
  }

  /**
   * ECDSA with SHA-256 (FIPS 186-5, 6.4), without chance (RFC 6979): r and s, 32 bytes each, s no
   * more than half of the order.
   */
  static byte[] sign(byte[] scalar, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, scalar), DOMAIN));
    BigInteger[] signature = signer.generateSignature(Sha256.of(message));
    return P256Scalars.joined(signature[0], P256Scalars.low(signature[1]));
  }

  /** Whether these are an r and the lower s of this point over the message. */
  static boolean verify(byte[] point, byte[] message, byte[] signature) {
    if (!P256Scalars.isSignature(signature)) {
      return false;
    }
    return point(point).filter(key -> holds(key, message, signature)).isPresent();
  }

  private static boolean holds(ECPoint key, byte[] message, byte[] signature) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(key, DOMAIN));
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, SCALAR_BYTES));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SCALAR_BYTES, 64));
    return verifier.verifySignature(Sha256.of(message), r, s);
  }
}
