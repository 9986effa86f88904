package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's vectors for ML-DSA-65. */
class MlDsaWycheproofTests {

  private interface Check {
    void of(JsonNode group, JsonNode test, boolean valid);
  }

  private static void each(String file, int vectors, Check check) throws IOException {
    int seen = 0;
    for (JsonNode group : SharedVectors.wycheproof(file)) {
      for (JsonNode test : group.get("tests")) {
        check.of(group, test, test.get("result").asText().equals("valid"));
        seen++;
      }
    }
    assertEquals(vectors, seen);
  }

  private static byte[] context(JsonNode test) {
    return test.has("ctx") ? SharedVectors.hex(test.get("ctx")) : new byte[0];
  }

  @Test
  void verifies_everyVector_asItsResultSays() throws IOException {
    each(
        "mldsa_65_verify",
        210,
        (group, test, valid) ->
            assertEquals(valid, accepts(group, test), SharedVectors.what(test)));
  }

  private static boolean accepts(JsonNode group, JsonNode test) {
    try {
      return MlDsaVerifyingKey.of(Bytes.of(SharedVectors.hex(group.get("publicKey"))))
          .verifies(
              context(test),
              SharedVectors.hex(test.get("msg")),
              SharedVectors.hex(test.get("sig")));
    } catch (CloisterException e) {
      return false;
    }
  }

  /** Two kinds are not signed by us: over a digest made elsewhere, and with fresh randomness. */
  @Test
  void sign_everySeed_givesItsKeyAndSignatureOrIsRefused() throws IOException {
    int[] digests = {0};
    each(
        "mldsa_65_sign_seed",
        105,
        (group, test, valid) -> {
          if (!test.has("msg")) {
            assertEquals(
                test.get("sig").asText(),
                HexFormat.of()
                    .formatHex(signedDigest(SharedVectors.hex(group.get("privateSeed")), test)),
                SharedVectors.what(test));
            digests[0]++;
          } else if (valid && !test.get("flags").toString().contains("Randomized")) {
            check(group, test);
          } else if (!valid) {
            assertThrows(
                CloisterException.class, () -> check(group, test), SharedVectors.what(test));
          }
        });
    assertTrue(digests[0] <= 17, "too many were not ours: " + digests[0]);
  }

  private static void check(JsonNode group, JsonNode test) {
    try (SecretBytes seed = SecretBytes.owning(SharedVectors.hex(group.get("privateSeed")));
        MlDsaSigningKey key = MlDsaSigningKey.fromSeed(seed)) {
      byte[] signature = key.sign(context(test), SharedVectors.hex(test.get("msg")));
      assertEquals(
          test.get("sig").asText(), HexFormat.of().formatHex(signature), SharedVectors.what(test));
      assertEquals(
          group.get("publicKey").asText(),
          HexFormat.of().formatHex(key.publicKey().toArray()),
          SharedVectors.what(test));
    }
  }

  private static byte[] signedDigest(byte[] key, JsonNode test) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, key));
    return generated(() -> signer.generateMuSignature(SharedVectors.hex(test.get("mu"))));
  }

  private interface Signing {
    byte[] sign() throws CryptoException;
  }

  private static byte[] generated(Signing signing) {
    try {
      return signing.sign();
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Of the library alone: our keys are made from seeds, never from expanded ones. The library takes
   * two that are out of range.
   */
  @Test
  void sign_expandedKeys_areTheLibrarysAsTheirResultsSay() throws IOException {
    int[] outOfRange = {0};
    each(
        "mldsa_65_sign_noseed",
        78,
        (group, test, valid) -> {
          byte[] key = SharedVectors.hex(group.get("privateKey"));
          if (!test.has("msg")) {
            assertEquals(
                test.get("sig").asText(),
                HexFormat.of().formatHex(signedDigest(key, test)),
                SharedVectors.what(test));
          } else if (valid && !test.get("flags").toString().contains("Randomized")) {
            assertEquals(
                test.get("sig").asText(),
                HexFormat.of().formatHex(signed(key, test)),
                SharedVectors.what(test));
          } else if (test.get("flags").toString().contains("InvalidPrivateKey")) {
            outOfRange[0]++;
          } else if (!valid) {
            assertThrows(RuntimeException.class, () -> signed(key, test), SharedVectors.what(test));
          }
        });
    assertEquals(2, outOfRange[0]);
  }

  private static byte[] signed(byte[] key, JsonNode test) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(
        true,
        new ParametersWithContext(
            new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, key), context(test)));
    byte[] message = SharedVectors.hex(test.get("msg"));
    signer.update(message, 0, message.length);
    return generated(signer::generateSignature);
  }
}
