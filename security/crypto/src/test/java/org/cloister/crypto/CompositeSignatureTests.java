package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

class CompositeSignatureTests {
  private static final CryptoSuite SUITE = CryptoSuite.PQ_HYBRID;
  private static final byte[] MESSAGE = {1, 2, 3};

  private final SecureRandom random = new SecureRandom();

  private static Signature signature(Bytes value) {
    return new Signature(SignatureAlgorithm.ED25519_ML_DSA_65, value);
  }

  private static Bytes spliced(Bytes first, Bytes second, int at) {
    byte[] mixed = second.toArray();
    first.read(0, mixed, 0, at);
    return Bytes.of(mixed);
  }

  @Test
  void verifies_ownSignature_holdsForExactlyItsMessage() {
    try (SigningKey key = SUITE.generateSigningKey(random);
        SigningKey other = SUITE.generateSigningKey(random)) {
      Signature signature = key.sign(MESSAGE);
      assertEquals(3373, signature.value().length());
      assertEquals(1984, key.verifyingKey().raw().length());
      assertTrue(key.verifyingKey().verifies(MESSAGE, signature));
      assertTrue(key.verifyingKey().authenticates(MESSAGE, signature));
      assertFalse(key.verifyingKey().verifies(new byte[] {1, 2}, signature));
      assertFalse(other.verifyingKey().verifies(MESSAGE, signature));
      assertEquals(signature, key.sign(MESSAGE), "it signs without chance");
    }
  }

  @Test
  void verifies_onlyOneHalfHolds_isFalse() {
    try (SigningKey key = SUITE.generateSigningKey(random);
        SigningKey other = SUITE.generateSigningKey(random)) {
      Bytes mine = key.sign(MESSAGE).value();
      Bytes theirs = other.sign(MESSAGE).value();
      for (Bytes mixed : new Bytes[] {spliced(mine, theirs, 64), spliced(theirs, mine, 64)}) {
        assertFalse(key.verifyingKey().verifies(MESSAGE, signature(mixed)));
        assertFalse(key.verifyingKey().authenticates(MESSAGE, signature(mixed)));
      }
      byte[] flipped = mine.toArray();
      for (int at : new int[] {0, 63, 64, 2000, 3372}) {
        flipped[at] ^= 1;
        assertFalse(key.verifyingKey().verifies(MESSAGE, signature(Bytes.of(flipped))));
        flipped[at] ^= 1;
      }
    }
  }

  @Test
  void verifies_halfOnItsOwn_isNobodysSignature() {
    try (SigningKey key = SUITE.generateSigningKey(random)) {
      Bytes both = key.sign(MESSAGE).value();
      Signature first = Signature.ed25519(Bytes.of(both.toArray(), 0, 64));
      VerifyingKey alone = key.verifyingKey().ed25519();
      assertFalse(key.verifyingKey().verifies(MESSAGE, first));
      assertFalse(alone.verifies(MESSAGE, first));
      assertFalse(
          MlDsaVerifyingKey.of(
                  MlDsaParameterSet.ML_DSA_65, Composite.secondKey(key.verifyingKey().raw()))
              .verifies(new byte[0], MESSAGE, Composite.secondSignature(signature(both))));
      assertTrue(alone.verifies(MESSAGE, key.ed25519().sign(MESSAGE)));
      assertFalse(key.verifyingKey().verifies(MESSAGE, key.ed25519().sign(MESSAGE)));
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
      assertEquals(key.sign(MESSAGE), again.sign(MESSAGE));
      assertEquals(Optional.empty(), alone.secondSeed());
      assertEquals(alone.verifyingKey(), key.verifyingKey().ed25519());
      assertEquals(alone.verifyingKey().x509(), key.verifyingKey().x509());
      assertNotEquals(alone.verifyingKey(), key.verifyingKey());
      assertEquals(key.verifyingKey(), SUITE.verifyingKeyFromRaw(key.verifyingKey().raw()));
      assertEquals(
          ErrorCode.KEY_INVALID, refusal(() -> CryptoSuite.STANDARD.signingKeyOf(alone, second)));
    }
  }

  @Test
  void key_otherLengthOrPoint_isRefused() {
    try (SigningKey key = SUITE.generateSigningKey(random)) {
      byte[] raw = key.verifyingKey().raw().toArray();
      for (int length : new int[] {0, 32, 1983, 1985}) {
        Bytes wrong = Bytes.of(java.util.Arrays.copyOf(raw, length));
        assertEquals(ErrorCode.KEY_INVALID, refusal(() -> SUITE.verifyingKeyFromRaw(wrong)));
      }
      raw[31] = 0;
      java.util.Arrays.fill(raw, 0, 31, (byte) 0);
      assertEquals(ErrorCode.KEY_INVALID, refusal(() -> SUITE.verifyingKeyFromRaw(Bytes.of(raw))));
      assertEquals(ErrorCode.SIGNATURE_INVALID, refusal(() -> signature(Bytes.of(new byte[3372]))));
      for (int length : new int[] {0, 32, 63, 65}) {
        assertEquals(
            ErrorCode.KEY_INVALID,
            refusal(() -> SUITE.signingKeyFromSeed(SecretBytes.owning(new byte[length]))));
      }
    }
  }

  @Test
  void close_key_wipesBothHalves() {
    SigningKey key = SUITE.generateSigningKey(random);
    SigningKey half = key.ed25519();
    key.close();
    key.close();
    assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE));
    assertThrows(IllegalStateException.class, () -> half.sign(MESSAGE));
    assertThrows(IllegalStateException.class, key::secondSeed);
  }

  @Test
  void toString_key_hasNoSecretInIt() {
    try (SecretBytes seed = SecretBytes.random(64, random);
        SigningKey key = SUITE.signingKeyFromSeed(seed)) {
      String hex = seed.use(HexFormat.of()::formatHex);
      assertFalse(key.toString().contains(hex.substring(0, 8)));
      assertFalse(key.toString().contains(hex.substring(64, 72)));
      assertTrue(key.verifyingKey().toString().startsWith("ed25519-ml-dsa-65:"));
    }
  }

  private static ErrorCode refusal(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(CloisterException.class, action).code();
  }
}
