package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;

/** The curve by itself: RFC 6979, A.2.5, the corners, and the JDK as a second opinion. */
class P256Tests {
  private static final byte[] SCALAR =
      hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
  private static final String POINT =
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
          + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";

  private final SecureRandom random = new SecureRandom();

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void sign_messagesOfRfc6979_givesItsSignaturesWithTheLowerS() {
    assertEquals(POINT, HexFormat.of().formatHex(P256.publicPoint(SCALAR)));
    BigInteger high =
        new BigInteger("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8", 16);
    assertEquals(
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + HexFormat.of().formatHex(P256Scalars.bytes(P256Scalars.ORDER.subtract(high))),
        HexFormat.of().formatHex(P256.sign(SCALAR, text("sample"))));
    assertEquals(
        "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
            + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083",
        HexFormat.of().formatHex(P256.sign(SCALAR, text("test"))));
  }

  @Test
  void operations_scalarsAtTheEndsAndByChance_areThoseOfTheJdk() throws Exception {
    List<BigInteger> scalars =
        new java.util.ArrayList<>(
            List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(3),
                P256Scalars.ORDER.subtract(BigInteger.ONE),
                P256Scalars.ORDER.subtract(BigInteger.TWO),
                BigInteger.ONE.shiftLeft(256).subtract(P256Scalars.ORDER),
                BigInteger.ONE.shiftLeft(255)));
    for (int i = 0; i < 20; i++) {
      scalars.add(new BigInteger(250, random).add(BigInteger.ONE));
    }
    byte[] peer = hex(POINT);
    for (BigInteger scalar : scalars) {
      byte[] secret = P256Scalars.bytes(scalar);
      byte[] point = P256.publicPoint(secret);
      assertTrue(P256.isPoint(point));
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH", "SunEC");
      agreement.init(jdk(scalar));
      agreement.doPhase(jdk(peer), true);
      byte[] shared = P256.agree(secret, peer).orElseThrow();
      assertArrayEquals(agreement.generateSecret(), shared, () -> "scalar " + scalar);
      assertArrayEquals(shared, P256.agree(SCALAR, point).orElseThrow());
      Signature jdk = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");
      jdk.initVerify(jdk(point));
      jdk.update(shared);
      assertTrue(jdk.verify(P256.sign(secret, shared)), () -> "scalar " + scalar);
    }
  }

  private static ECParameterSpec curve() throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static PrivateKey jdk(BigInteger scalar) throws Exception {
    return KeyFactory.getInstance("EC", "SunEC")
        .generatePrivate(new ECPrivateKeySpec(scalar, curve()));
  }

  private static PublicKey jdk(byte[] point) throws Exception {
    ECPoint affine =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
    return KeyFactory.getInstance("EC", "SunEC")
        .generatePublic(new ECPublicKeySpec(affine, curve()));
  }

  @Test
  void isPoint_otherFormsAndNoPoints_isFalse() {
    byte[] point = hex(POINT);
    String prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    byte[] hybrid = point.clone();
    hybrid[0] = 7;
    byte[] off = point.clone();
    off[64] ^= 1;
    byte[] above = hex("04" + prime + POINT.substring(66));
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = 3;
    for (byte[] wrong :
        List.of(
            hybrid,
            off,
            above,
            compressed,
            new byte[1],
            new byte[0],
            new byte[65],
            Arrays.copyOf(point, 64),
            Arrays.copyOf(point, 66))) {
      assertFalse(P256.isPoint(wrong));
      assertTrue(P256.agree(SCALAR, wrong).isEmpty());
      assertFalse(P256.verify(wrong, text("test"), P256.sign(SCALAR, text("test"))));
    }
  }

  @Test
  void verify_signatureInAnotherForm_isFalse() {
    byte[] point = hex(POINT);
    byte[] message = text("test");
    byte[] signature = P256.sign(SCALAR, message);
    assertTrue(P256.verify(point, message, signature));
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    for (byte[] wrong :
        List.of(
            P256Scalars.joined(r, P256Scalars.ORDER.subtract(s)),
            P256Scalars.joined(BigInteger.ZERO, s),
            P256Scalars.joined(r, BigInteger.ZERO),
            P256Scalars.joined(P256Scalars.ORDER, s),
            P256Scalars.joined(r, P256Scalars.ORDER),
            Arrays.copyOf(signature, 63),
            Arrays.copyOf(signature, 65),
            new byte[64],
            new byte[0])) {
      assertFalse(P256.verify(point, message, wrong));
    }
  }

  @Test
  void ofSeed_scalars_areOfTheGroupAndOfTheirUse() {
    try (SecretBytes seed = SecretBytes.random(32, random);
        SecretBytes one = P256Scalars.ofSeed(seed, "one");
        SecretBytes again = P256Scalars.ofSeed(seed, "one");
        SecretBytes other = P256Scalars.ofSeed(seed, "other")) {
      assertEquals(one, again);
      assertFalse(one.equals(other));
      BigInteger number = one.use(bytes -> new BigInteger(1, bytes));
      assertTrue(number.signum() > 0 && number.compareTo(P256Scalars.ORDER) < 0);
    }
  }

  /** The scalar of a seed stays what it is: keys of files are made of it. */
  @Test
  void ofSeed_knownSeed_givesTheScalarOfItsFormula() throws Exception {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) 7);
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    byte[] key = hmac(mac, new byte[32], seed);
    byte[] info = text("cloister fips p-256 exchange");
    byte[] first = hmac(mac, key, joined(info, new byte[] {1}));
    byte[] second = hmac(mac, key, joined(first, joined(info, new byte[] {2})));
    BigInteger wide = new BigInteger(1, Arrays.copyOf(joined(first, second), 48));
    BigInteger expected = wide.mod(P256Scalars.ORDER.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    try (SecretBytes scalar = P256Scalars.ofSeed(SecretBytes.copyOf(seed), "p-256 exchange");
        ExchangeKey exchange = CryptoSuite.FIPS.exchangeKeyFromSeed(SecretBytes.copyOf(seed))) {
      assertEquals(expected, scalar.use(bytes -> new BigInteger(1, bytes)));
      assertArrayEquals(scalar.use(P256::publicPoint), exchange.publicKey().toArray());
    }
  }

  private static byte[] hmac(javax.crypto.Mac mac, byte[] key, byte[] message) throws Exception {
    mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
