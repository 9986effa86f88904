package org.cloister.crypto.fips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.asymmetric.AsymmetricECPrivateKey;
import org.bouncycastle.crypto.asymmetric.AsymmetricECPublicKey;
import org.bouncycastle.crypto.asymmetric.ECDomainParameters;
import org.bouncycastle.crypto.asymmetric.ECDomainParametersIndex;
import org.bouncycastle.crypto.fips.FipsEC;
import org.bouncycastle.crypto.fips.FipsSHS;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.cloister.crypto.provider.P256Primitive;

/** ECDSA, deterministic, and ECDH with the cofactor, which is 1. */
final class FipsP256 implements P256Primitive {
  private static final int BYTES = 32;
  private static final FipsEC.DSAParameters ECDSA =
      FipsEC.DDSA.withDigestAlgorithm(FipsSHS.Algorithm.SHA256);

  private final ECDomainParameters domain =
      ECDomainParametersIndex.lookupDomainParameters(X9ObjectIdentifiers.prime256v1);

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
      return domain.getCurve().decodePoint(bytes).isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private AsymmetricECPublicKey key(byte[] point) {
    return new AsymmetricECPublicKey(FipsEC.ALGORITHM, domain, point);
  }

  private AsymmetricECPrivateKey secret(byte[] scalar) {
    return new AsymmetricECPrivateKey(FipsEC.ALGORITHM, domain, new BigInteger(1, scalar));
  }

  @Override
  public byte[] agree(byte[] scalar, byte[] point) {
    AsymmetricECPrivateKey own = secret(scalar);
    try {
      return new FipsEC.DHAgreementFactory().createAgreement(own, FipsEC.CDH).calculate(key(point));
    } finally {
      own.destroy();
    }
  }

  @Override
  public byte[] sign(byte[] scalar, byte[] message) {
    AsymmetricECPrivateKey own = secret(scalar);
    try {
      byte[] der =
          Signing.signed(new FipsEC.DSAOperatorFactory().createSigner(own, ECDSA), message);
      ASN1Sequence pair = ASN1Sequence.getInstance(der);
      byte[] both = Arrays.copyOf(number(pair, 0), 2 * BYTES);
      System.arraycopy(number(pair, 1), 0, both, BYTES, BYTES);
      return both;
    } finally {
      own.destroy();
    }
  }

  private static byte[] number(ASN1Sequence pair, int at) {
    return BigIntegers.asUnsignedByteArray(
        BYTES, ASN1Integer.getInstance(pair.getObjectAt(at)).getPositiveValue());
  }

  @Override
  public boolean verifies(byte[] point, byte[] message, byte[] signature) {
    ASN1EncodableVector pair = new ASN1EncodableVector();
    pair.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(signature, BYTES))));
    pair.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, BYTES, 2 * BYTES))));
    try {
      byte[] der = new DERSequence(pair).getEncoded(ASN1Encoding.DER);
      return Signing.holds(
          new FipsEC.DSAOperatorFactory().createVerifier(key(point), ECDSA), message, der);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
