package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MlDsa44SigningKeyTests {
  private static final byte[] MESSAGE = "a head of a ledger".getBytes(StandardCharsets.UTF_8);

  private static SecretBytes seed() {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    return SecretBytes.owning(seed);
  }

  private static String sha256(Bytes bytes) {
    return HexFormat.of().formatHex(new Sha256().add(bytes.toArray()).finish());
  }

  /**
   * The key of the seed 00 01 .. 1f: both digests are what JDK 25 gives (its own ML-DSA, randomness
   * of zeros), and OpenSSL 4.0 has the same key and takes that signature.
   */
  @Test
  void sign_seedOfOtherPrograms_givesTheirKeyAndSignature() {
    try (SecretBytes seed = seed();
        MlDsa44SigningKey key = MlDsa44SigningKey.fromSeed(seed)) {
      assertEquals(
          "9f107644c1084526af3bc8098680b05499a2325a644e388fb4f970e058d19d46",
          sha256(key.verifyingKey().raw()));
      assertEquals(
          "261827538b9132073657976383e36ac273a7b7aaf054f5a35fdc7714fccbeccd",
          sha256(key.sign(MESSAGE).value()));
    }
  }

  @Test
  void verifies_ownSignature_holdsForExactlyItsMessageAndKey() {
    SecureRandom random = new SecureRandom();
    try (MlDsa44SigningKey key = MlDsa44SigningKey.generate(random);
        MlDsa44SigningKey other = MlDsa44SigningKey.generate(random)) {
      Signature signature = key.sign(MESSAGE);
      VerifyingKey own = key.verifyingKey();
      assertEquals(1312, own.raw().length());
      assertEquals(2420, signature.value().length());
      assertEquals(SignatureAlgorithm.ML_DSA_44, own.algorithm());
      assertTrue(own.verifies(MESSAGE, signature));
      assertTrue(own.authenticates(MESSAGE, signature));
      assertEquals(own, VerifyingKey.mlDsa44(own.raw()));
      assertFalse(own.verifies(new byte[0], signature));
      assertFalse(other.verifyingKey().verifies(MESSAGE, signature));
      assertNotEquals(own, other.verifyingKey());
      assertTrue(own.toString().startsWith("ml-dsa-44:"));
    }
  }

  @Test
  void verifies_everyBitFlipped_isFalse() {
    try (SecretBytes seed = seed();
        MlDsa44SigningKey key = MlDsa44SigningKey.fromSeed(seed)) {
      byte[] value = key.sign(MESSAGE).value().toArray();
      for (int bit = 0; bit < 8 * value.length; bit++) {
        value[bit / 8] ^= (byte) (1 << bit % 8);
        Signature flipped = new Signature(SignatureAlgorithm.ML_DSA_44, Bytes.of(value));
        assertFalse(key.verifyingKey().verifies(MESSAGE, flipped), "bit " + bit);
        value[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @Test
  void verifies_signatureOfAnotherAlgorithm_isFalse() {
    SecureRandom random = new SecureRandom();
    try (MlDsa44SigningKey key = MlDsa44SigningKey.generate(random);
        SigningKey classic = CryptoSuite.STANDARD.generateSigningKey(random)) {
      assertFalse(key.verifyingKey().verifies(MESSAGE, classic.sign(MESSAGE)));
      assertFalse(classic.verifyingKey().verifies(MESSAGE, key.sign(MESSAGE)));
      assertNotEquals(classic.verifyingKey(), key.verifyingKey());
    }
  }

  @Test
  void key_otherLengthOrNoEd25519_isRefused() {
    for (int length : new int[] {0, 32, 1311, 1313, 1952}) {
      assertEquals(
          ErrorCode.KEY_INVALID, refusal(() -> VerifyingKey.mlDsa44(Bytes.of(new byte[length]))));
    }
    for (int length : new int[] {0, 31, 33, 64}) {
      assertEquals(
          ErrorCode.KEY_INVALID,
          refusal(() -> MlDsa44SigningKey.fromSeed(SecretBytes.owning(new byte[length]))));
    }
    try (SecretBytes seed = seed();
        MlDsa44SigningKey key = MlDsa44SigningKey.fromSeed(seed)) {
      assertEquals(ErrorCode.KEY_INVALID, refusal(() -> key.verifyingKey().ed25519()));
      assertEquals(ErrorCode.KEY_INVALID, refusal(() -> key.verifyingKey().x509()));
    }
  }

  @Test
  void close_key_wipesItAndNothingElse() {
    try (SecretBytes seed = seed()) {
      MlDsa44SigningKey key = MlDsa44SigningKey.fromSeed(seed);
      try (SecretBytes copy = key.seed()) {
        assertEquals(seed, copy);
        key.close();
        key.close();
        assertEquals(seed, copy);
      }
      assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE));
      assertThrows(IllegalStateException.class, key::seed);
      String secret = seed.use(bytes -> HexFormat.of().formatHex(Arrays.copyOf(bytes, 4)));
      assertFalse(key.toString().contains(secret));
    }
  }

  private static ErrorCode refusal(Executable action) {
    return assertThrows(CloisterException.class, action).code();
  }
}
