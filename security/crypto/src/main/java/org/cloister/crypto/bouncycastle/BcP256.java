package org.cloister.crypto.bouncycastle;

import java.math.BigInteger;
import java.util.Arrays;
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
import org.bouncycastle.util.BigIntegers;
import org.cloister.crypto.provider.P256Primitive;
import org.cloister.model.Digest;

/** Secret scalars meet the curve in additions and doublings whose sequence is the same for all. */
final class BcP256 implements P256Primitive {
  private static final int BYTES = 32;

  private final ECDomainParameters domain;

  BcP256() {
    X9ECParameters curve = CustomNamedCurves.getByName("P-256");
    this.domain =
        new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  @Override
  public byte[] publicPoint(byte[] scalar) {
    BigInteger secret = new BigInteger(1, scalar);
    return new FixedPointCombMultiplier()
        .multiply(domain.getG(), secret)
        .normalize()
        .getEncoded(false);
  }

  @Override
  public boolean isPoint(byte[] bytes) {
    try {
      return point(bytes).isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private ECPoint point(byte[] bytes) {
    return domain.validatePublicPoint(domain.getCurve().decodePoint(bytes));
  }

  @Override
  public byte[] agree(byte[] scalar, byte[] point) {
    ECPoint common = ladder(point(point), new BigInteger(1, scalar)).normalize();
    return common.getAffineXCoord().getEncoded();
  }

  /** Montgomery's ladder over 257 bits, of which the highest is set, for every scalar. */
  private ECPoint ladder(ECPoint point, BigInteger scalar) {
    BigInteger order = domain.getN();
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

  @Override
  public byte[] sign(byte[] scalar, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, scalar), domain));
    BigInteger[] signature = signer.generateSignature(Digest.sha256().digest(message));
    byte[] both = Arrays.copyOf(BigIntegers.asUnsignedByteArray(BYTES, signature[0]), 2 * BYTES);
    BigIntegers.asUnsignedByteArray(signature[1], both, BYTES, BYTES);
    return both;
  }

  @Override
  public boolean verifies(byte[] point, byte[] message, byte[] signature) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(point(point), domain));
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, BYTES));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, BYTES, 2 * BYTES));
    return verifier.verifySignature(Digest.sha256().digest(message), r, s);
  }
}
