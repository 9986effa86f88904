package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingKeyTests {

  private static final byte[] MESSAGE = {1, 2, 3};

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The neutral element, a point of order 2, of order 4, of order 8: small subgroups.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        // y not below the prime: a second spelling.
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // No point of the curve.
        "0200000000000000000000000000000000000000000000000000000000000000",
        "",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af466",
      })
  void fromRaw_noPointOfPrimeOrder_isRefused(String hex) {
    Bytes raw = Bytes.of(HexFormat.of().parseHex(hex));
    CloisterException e =
        assertThrows(CloisterException.class, () -> CryptoSuite.STANDARD.verifyingKeyFromRaw(raw));
    assertEquals(ErrorCode.KEY_INVALID, e.code());
  }

  @Test
  void verifies_sPlusGroupOrder_isRefused() {
    try (SigningKey key = CryptoSuite.STANDARD.generateSigningKey(new SecureRandom())) {
      byte[] signature = key.sign(MESSAGE).value().toArray();
      BigInteger order =
          BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
      byte[] s = new byte[32];
      for (int i = 0; i < 32; i++) {
        s[31 - i] = signature[32 + i];
      }
      byte[] moved = new BigInteger(1, s).add(order).toByteArray();
      for (int i = 0; i < 32; i++) {
        signature[32 + i] = i < moved.length ? moved[moved.length - 1 - i] : 0;
      }
      Signature other = Signature.ed25519(Bytes.of(signature));
      assertFalse(key.verifyingKey().verifies(MESSAGE, other));
      assertFalse(key.verifyingKey().authenticates(MESSAGE, other));
    }
  }

  @Test
  void verifies_anotherMessageOrKey_isFalse() {
    SecureRandom random = new SecureRandom();
    try (SigningKey key = CryptoSuite.STANDARD.generateSigningKey(random);
        SigningKey other = CryptoSuite.STANDARD.generateSigningKey(random)) {
      Signature signature = key.sign(MESSAGE);
      assertTrue(key.verifyingKey().authenticates(MESSAGE, signature));
      assertFalse(key.verifyingKey().verifies(new byte[] {1, 2}, signature));
      assertFalse(other.verifyingKey().verifies(MESSAGE, signature));
      assertFalse(key.verifyingKey().authenticates(new byte[] {1, 2}, signature));
      assertFalse(other.verifyingKey().authenticates(MESSAGE, signature));
      for (int bit = 0; bit < 512; bit++) {
        byte[] changed = signature.value().toArray();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        Signature flipped = Signature.ed25519(Bytes.of(changed));
        assertFalse(key.verifyingKey().authenticates(MESSAGE, flipped), "bit " + bit);
      }
      CloisterException e =
          assertThrows(
              CloisterException.class,
              () -> other.verifyingKey().requireVerifies(MESSAGE, signature, "a note"));
      assertEquals(ErrorCode.SIGNATURE_INVALID, e.code());
    }
  }

  @Test
  void x509_readBack_isTheSameKeyAndThatOfTheJdk() throws GeneralSecurityException {
    try (SigningKey key = CryptoSuite.STANDARD.generateSigningKey(new SecureRandom())) {
      VerifyingKey mine = key.verifyingKey();
      assertEquals(mine, CryptoSuite.STANDARD.verifyingKeyFromX509(mine.x509()));
      var theirs =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(mine.x509().toArray()));
      var verifier = java.security.Signature.getInstance("Ed25519");
      verifier.initVerify(theirs);
      verifier.update(MESSAGE);
      assertEquals(true, verifier.verify(key.sign(MESSAGE).value().toArray()));
      assertNotEquals(mine.toString(), HexFormat.of().formatHex(mine.raw().toArray()));
    }
  }

  @Test
  void fromX509_otherPrefixOrLength_isRefused() {
    try (SigningKey key = CryptoSuite.STANDARD.generateSigningKey(new SecureRandom())) {
      byte[] der = key.verifyingKey().x509().toArray();
      for (int i = 0; i < 12; i++) {
        byte[] altered = der.clone();
        altered[i] ^= 1;
        assertRefused(Bytes.of(altered));
      }
      assertRefused(Bytes.of(der, 0, der.length - 1));
      assertRefused(Bytes.empty());
    }
  }

  private static void assertRefused(Bytes der) {
    CloisterException e =
        assertThrows(CloisterException.class, () -> CryptoSuite.STANDARD.verifyingKeyFromX509(der));
    assertEquals(ErrorCode.KEY_INVALID, e.code());
  }
}
