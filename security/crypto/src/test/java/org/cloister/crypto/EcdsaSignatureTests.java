package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys and signatures of the suite fips. */
class EcdsaSignatureTests {
  private static final CryptoSuite SUITE = CryptoSuite.FIPS;
  private static final byte[] MESSAGE = {1, 2, 3};

  private final SecureRandom random = new SecureRandom();

  private static Signature signature(byte[] value) {
    return new Signature(SignatureAlgorithm.ECDSA_P256, Bytes.of(value));
  }

  @Test
  void verifies_ownSignature_holdsForExactlyItsMessage() {
    try (SigningKey key = SUITE.generateSigningKey(random);
        SigningKey other = SUITE.generateSigningKey(random)) {
      Signature signature = key.sign(MESSAGE);
      assertEquals(SignatureAlgorithm.ECDSA_P256, key.verifyingKey().algorithm());
      assertEquals(64, signature.value().length());
      assertEquals(97, key.verifyingKey().raw().length());
      assertEquals(65, key.verifyingKey().second().orElseThrow().length());
      assertTrue(key.verifyingKey().verifies(MESSAGE, signature));
      assertTrue(key.verifyingKey().authenticates(MESSAGE, signature));
      assertFalse(key.verifyingKey().verifies(new byte[] {1, 2}, signature));
      assertFalse(other.verifyingKey().verifies(MESSAGE, signature));
      for (int at : new int[] {0, 31, 32, 63}) {
        byte[] flipped = signature.value().toArray();
        flipped[at] ^= 1;
        assertFalse(key.verifyingKey().verifies(MESSAGE, signature(flipped)));
      }
    }
  }

  @Test
  void verifies_theOtherOfTheTwoSignatures_isFalse() {
    try (SigningKey key = SUITE.generateSigningKey(random)) {
      byte[] value = key.sign(MESSAGE).value().toArray();
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(value, 32, 64));
      byte[] mirrored = value.clone();
      System.arraycopy(P256Scalars.bytes(P256Scalars.ORDER.subtract(s)), 0, mirrored, 32, 32);
      assertFalse(key.verifyingKey().verifies(MESSAGE, signature(mirrored)));
      assertFalse(key.verifyingKey().authenticates(MESSAGE, signature(mirrored)));
    }
  }

  /** The key beside it signs the ledger; nothing of the one passes for the other's. */
  @Test
  void verifies_signatureOfTheEd25519Key_isNobodysMessage() {
    try (SigningKey key = SUITE.generateSigningKey(random)) {
      VerifyingKey ledger = key.verifyingKey().ed25519();
      Signature entry = key.ed25519().sign(MESSAGE);
      assertTrue(ledger.verifies(MESSAGE, entry));
      assertFalse(key.verifyingKey().verifies(MESSAGE, entry));
      assertFalse(key.verifyingKey().verifies(MESSAGE, signature(entry.value().toArray())));
      Signature same = Signature.ed25519(key.sign(MESSAGE).value());
      assertFalse(ledger.verifies(MESSAGE, same));
      assertFalse(ledger.authenticates(MESSAGE, same));
      assertEquals(Optional.empty(), ledger.second());
    }
  }

  @Test
  void signingKey_ofItsParts_isTheSame() {
    try (SecretBytes seed = SecretBytes.random(64, random);
        SigningKey key = SUITE.signingKeyFromSeed(seed);
        SecretBytes pkcs8 = key.pkcs8();
        SecretBytes second = key.secondSeed().orElseThrow();
        SigningKey alone = SUITE.signingKeyFromPkcs8(pkcs8);
        SigningKey again = SUITE.signingKeyOf(alone, second)) {
      assertEquals(key.verifyingKey(), again.verifyingKey());
      assertTrue(key.verifyingKey().verifies(MESSAGE, again.sign(MESSAGE)));
      assertEquals(alone.verifyingKey(), key.verifyingKey().ed25519());
      assertEquals(key.verifyingKey(), SUITE.verifyingKeyFromRaw(key.verifyingKey().raw()));
    }
  }

  @Test
  @Tag("beyond-approved")
  void signingKey_ofAnotherSuiteAndTheSameSeeds_isAnother() {
    try (SecretBytes seed = SecretBytes.random(64, random);
        SigningKey key = SUITE.signingKeyFromSeed(seed);
        SigningKey hybrid = CryptoSuite.PQ_HYBRID.signingKeyFromSeed(seed)) {
      assertNotEquals(key.verifyingKey(), hybrid.verifyingKey());
      assertFalse(key.verifyingKey().verifies(MESSAGE, hybrid.sign(MESSAGE)));
    }
  }

  @Test
  void key_otherLengthOrPoint_isRefused() {
    try (SigningKey key = SUITE.generateSigningKey(random)) {
      byte[] raw = key.verifyingKey().raw().toArray();
      for (int length : new int[] {0, 32, 65, 96, 98, 1984}) {
        Bytes wrong = Bytes.of(Arrays.copyOf(raw, length));
        assertEquals(ErrorCode.KEY_INVALID, refusal(() -> SUITE.verifyingKeyFromRaw(wrong)));
      }
      for (int at : new int[] {32, 40, 96}) {
        byte[] altered = raw.clone();
        altered[at] ^= 2;
        Bytes wrong = Bytes.of(altered);
        assertEquals(ErrorCode.KEY_INVALID, refusal(() -> SUITE.verifyingKeyFromRaw(wrong)));
      }
      Arrays.fill(raw, 0, 32, (byte) 0);
      assertEquals(ErrorCode.KEY_INVALID, refusal(() -> SUITE.verifyingKeyFromRaw(Bytes.of(raw))));
      assertEquals(ErrorCode.SIGNATURE_INVALID, refusal(() -> signature(new byte[63])));
      for (int length : new int[] {0, 32, 63, 65}) {
        assertEquals(
            ErrorCode.KEY_INVALID,
            refusal(() -> SUITE.signingKeyFromSeed(SecretBytes.owning(new byte[length]))));
      }
    }
  }

  @Test
  void close_key_wipesBoth() {
    SigningKey key = SUITE.generateSigningKey(random);
    SigningKey ledger = key.ed25519();
    key.close();
    key.close();
    assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE));
    assertThrows(IllegalStateException.class, () -> ledger.sign(MESSAGE));
    assertThrows(IllegalStateException.class, key::secondSeed);
  }

  @Test
  void toString_key_hasNoSecretInIt() {
    try (SecretBytes seed = SecretBytes.random(64, random);
        SigningKey key = SUITE.signingKeyFromSeed(seed)) {
      String hex = seed.use(HexFormat.of()::formatHex);
      assertFalse(key.toString().contains(hex.substring(0, 8)));
      assertFalse(key.toString().contains(hex.substring(64, 72)));
      assertTrue(key.verifyingKey().toString().startsWith("ecdsa-p256:"));
    }
  }

  private static ErrorCode refusal(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(CloisterException.class, action).code();
  }
}
