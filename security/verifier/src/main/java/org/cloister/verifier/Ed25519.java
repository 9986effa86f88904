package org.cloister.verifier;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ed25519 public key (RFC 8032) of the JDK with the checks on which verifiers differ: keys and
 * first halves of signatures are canonical points, keys have no small order, and S is below L.
 */
final class Ed25519 {
  static final int KEY_SIZE = 32;
  static final int SIGNATURE_SIZE = 64;

  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  private final byte[] raw;
  private final PublicKey key;

  private Ed25519(byte[] raw, PublicKey key) {
    this.raw = raw;
    this.key = key;
  }

  static Ed25519 of(byte[] raw, Code code) throws Refused {
    if (raw.length != KEY_SIZE || !canonical(raw) || smallOrder(raw)) {
      throw new Refused(code, "a public key is not a canonical Ed25519 key of 32 bytes");
    }
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_SIZE);
    System.arraycopy(raw, 0, encoded, X509_PREFIX.length, KEY_SIZE);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      return new Ed25519(raw.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new Refused(code, "a public key is not an Ed25519 key");
    }
  }

  boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_SIZE
        || !canonical(Arrays.copyOf(signature, KEY_SIZE))
        || number(Arrays.copyOfRange(signature, KEY_SIZE, SIGNATURE_SIZE)).compareTo(L) >= 0) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // the JDK throws for points that are not on the curve
    }
  }

  String hex() {
    return HexFormat.of().formatHex(raw);
  }

  private static boolean canonical(byte[] point) {
    return y(point).compareTo(P) < 0;
  }

  /** The points of order 1, 2, 4 and 8: y is 1, -1, 0, or d * y^4 + 2 * y^2 = 1 (x^2 = -y^2). */
  private static boolean smallOrder(byte[] point) {
    BigInteger y = y(point);
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger eight = D.multiply(y2).multiply(y2).add(y2.shiftLeft(1)).mod(P);
    return y.signum() == 0 || y2.equals(BigInteger.ONE) || eight.equals(BigInteger.ONE);
  }

  private static BigInteger y(byte[] point) {
    byte[] copy = point.clone();
    copy[KEY_SIZE - 1] &= 0x7f;
    return number(copy);
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
