package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Project Wycheproof's vectors for both parameter sets. */
class MlDsaWycheproofTests {

  private interface Check {
    void of(JsonNode group, JsonNode test, boolean valid);
  }

  private static void each(MlDsaParameterSet set, String kind, int vectors, Check check)
      throws IOException {
    int seen = 0;
    String file = set.name().toLowerCase(Locale.ROOT).replace("ml_dsa", "mldsa") + kind;
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

  @ParameterizedTest
  @CsvSource({"ML_DSA_44,180", "ML_DSA_65,210"})
  void verifies_everyVector_asItsResultSays(MlDsaParameterSet set, int vectors) throws IOException {
    each(
        set,
        "_verify",
        vectors,
        (group, test, valid) ->
            assertEquals(valid, accepts(set, group, test), SharedVectors.what(test)));
  }

  private static boolean accepts(MlDsaParameterSet set, JsonNode group, JsonNode test) {
    try {
      return MlDsaVerifyingKey.of(set, Bytes.of(SharedVectors.hex(group.get("publicKey"))))
          .verifies(
              context(test),
              SharedVectors.hex(test.get("msg")),
              SharedVectors.hex(test.get("sig")));
    } catch (CloisterException e) {
      return false;
    }
  }

  /** Two kinds are not signed by us: over a digest made elsewhere, and with fresh randomness. */
  @ParameterizedTest
  @CsvSource({"ML_DSA_44,86,8", "ML_DSA_65,105,17"})
  void sign_everySeed_givesItsKeyAndSignatureOrIsRefused(
      MlDsaParameterSet set, int vectors, int ofDigests) throws IOException {
    int[] digests = {0};
    each(
        set,
        "_sign_seed",
        vectors,
        (group, test, valid) -> {
          if (!test.has("msg")) {
            assertEquals(
                test.get("sig").asText(),
                HexFormat.of()
                    .formatHex(
                        signedDigest(set, SharedVectors.hex(group.get("privateSeed")), test)),
                SharedVectors.what(test));
            digests[0]++;
          } else if (valid && !test.get("flags").toString().contains("Randomized")) {
            check(set, group, test);
          } else if (!valid) {
            assertThrows(
                CloisterException.class, () -> check(set, group, test), SharedVectors.what(test));
          }
        });
    assertEquals(ofDigests, digests[0]);
  }

  private static void check(MlDsaParameterSet set, JsonNode group, JsonNode test) {
    try (SecretBytes seed = SecretBytes.owning(SharedVectors.hex(group.get("privateSeed")));
        MlDsaSigningKey key = MlDsaSigningKey.fromSeed(set, seed)) {
      byte[] signature = key.sign(context(test), SharedVectors.hex(test.get("msg")));
      assertEquals(
          test.get("sig").asText(), HexFormat.of().formatHex(signature), SharedVectors.what(test));
      assertEquals(
          group.get("publicKey").asText(),
          HexFormat.of().formatHex(key.publicKey().toArray()),
          SharedVectors.what(test));
    }
  }

  private static byte[] signedDigest(MlDsaParameterSet set, byte[] key, JsonNode test) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new MLDSAPrivateKeyParameters(set.parameters(), key));
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
  @ParameterizedTest
  @CsvSource({"ML_DSA_44,73", "ML_DSA_65,78"})
  void sign_expandedKeys_areTheLibrarysAsTheirResultsSay(MlDsaParameterSet set, int vectors)
      throws IOException {
    int[] outOfRange = {0};
    each(
        set,
        "_sign_noseed",
        vectors,
        (group, test, valid) -> {
          byte[] key = SharedVectors.hex(group.get("privateKey"));
          if (!test.has("msg")) {
            assertEquals(
                test.get("sig").asText(),
                HexFormat.of().formatHex(signedDigest(set, key, test)),
                SharedVectors.what(test));
          } else if (valid && !test.get("flags").toString().contains("Randomized")) {
            assertEquals(
                test.get("sig").asText(),
                HexFormat.of().formatHex(signed(set, key, test)),
                SharedVectors.what(test));
          } else if (test.get("flags").toString().contains("InvalidPrivateKey")) {
            outOfRange[0]++;
          } else if (!valid) {
            assertThrows(
                RuntimeException.class, () -> signed(set, key, test), SharedVectors.what(test));
          }
        });
    assertEquals(2, outOfRange[0]);
  }

  private static byte[] signed(MlDsaParameterSet set, byte[] key, JsonNode test) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(
        true,
        new ParametersWithContext(
            new MLDSAPrivateKeyParameters(set.parameters(), key), context(test)));
    byte[] message = SharedVectors.hex(test.get("msg"));
    signer.update(message, 0, message.length);
    return generated(signer::generateSignature);
  }
}
