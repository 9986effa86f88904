package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class SigningKeyTests {

  private final SecureRandom random = new SecureRandom();

  @Test
  void pkcs8_readBack_isTheSameKeyAndThatOfTheJdk() throws GeneralSecurityException {
    try (SigningKey key = CryptoSuite.STANDARD.generateSigningKey(random);
        SecretBytes pkcs8 = key.pkcs8();
        SigningKey again = CryptoSuite.STANDARD.signingKeyFromPkcs8(pkcs8)) {
      assertEquals(key.verifyingKey(), again.verifyingKey());
      byte[] message = {7};
      var signer = java.security.Signature.getInstance("Ed25519");
      signer.initSign(
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.use(byte[]::clone))));
      signer.update(message);
      assertEquals(
          HexFormat.of().formatHex(signer.sign()),
          HexFormat.of().formatHex(key.sign(message).value().toArray()));
    }
  }

  @Test
  void sign_afterClose_isRefused() {
    SigningKey key = CryptoSuite.STANDARD.generateSigningKey(random);
    key.close();
    key.close();
    assertThrows(IllegalStateException.class, () -> key.sign(new byte[1]));
    assertThrows(IllegalStateException.class, key::pkcs8);
  }

  @Test
  void generate_twice_givesTwoKeys() {
    try (SigningKey one = CryptoSuite.STANDARD.generateSigningKey(random);
        SigningKey two = CryptoSuite.STANDARD.generateSigningKey(random)) {
      assertNotEquals(one.verifyingKey(), two.verifyingKey());
    }
  }

  @Test
  void toString_key_hasNoSecretInIt() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    try (SecretBytes secret = SecretBytes.copyOf(seed);
        SigningKey key = CryptoSuite.STANDARD.signingKeyFromSeed(secret)) {
      String hex = HexFormat.of().formatHex(seed);
      assertFalse(key.toString().contains(hex.substring(0, 8)));
      assertFalse(secret.toString().contains(hex.substring(0, 8)));
    }
  }

  @Test
  void signingKey_wrongLengthOrPrefix_isRefused() {
    try (SecretBytes seed = SecretBytes.random(31, random);
        SecretBytes der = SecretBytes.random(48, random)) {
      refused(() -> CryptoSuite.STANDARD.signingKeyFromSeed(seed));
      refused(() -> CryptoSuite.STANDARD.signingKeyFromPkcs8(seed));
      refused(() -> CryptoSuite.STANDARD.signingKeyFromPkcs8(der));
    }
  }

  private static void refused(org.junit.jupiter.api.function.Executable action) {
    assertEquals(ErrorCode.KEY_INVALID, assertThrows(CloisterException.class, action).code());
  }
}
