package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's vectors for ML-KEM-768. */
class MlKemWycheproofTests {

  private interface Check {
    void of(JsonNode test, boolean valid);
  }

  private static void each(String file, int vectors, Check check) throws IOException {
    int seen = 0;
    for (JsonNode group : SharedVectors.wycheproof(file)) {
      for (JsonNode test : group.get("tests")) {
        check.of(test, test.get("result").asText().equals("valid"));
        seen++;
      }
    }
    assertEquals(vectors, seen);
  }

  private static Bytes bytes(JsonNode node) {
    return Bytes.of(SharedVectors.hex(node));
  }

  private static String hex(SecretBytes secret) {
    return secret.use(HexFormat.of()::formatHex);
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  @Test
  void fromSeed_everyVector_givesItsPublicKey() throws IOException {
    each(
        "mlkem_768_keygen_seed",
        100,
        (test, valid) -> {
          try (SecretBytes seed = SecretBytes.owning(SharedVectors.hex(test.get("seed")));
              DecapsulationKey key = DecapsulationKey.fromSeed(seed)) {
            assertEquals(test.get("ek").asText(), hex(key.publicKey()), SharedVectors.what(test));
          }
        });
  }

  @Test
  void encapsulate_everyVector_givesItsCiphertextOrRefusesTheKey() throws IOException {
    each(
        "mlkem_768_encaps",
        265,
        (test, valid) -> {
          Bytes ek = bytes(test.get("ek"));
          String what = test.get("tcId").asText();
          try (SecretBytes message = SecretBytes.owning(SharedVectors.hex(test.get("m")))) {
            if (valid) {
              try (Exchanged made = EncapsulationKey.of(ek).encapsulate(message)) {
                assertEquals(test.get("c").asText(), hex(made.sent()), what);
                assertEquals(test.get("K").asText(), hex(made.secret()), what);
              }
            } else {
              assertThrows(
                  CloisterException.class,
                  () -> EncapsulationKey.of(ek).encapsulate(message).close(),
                  what);
            }
          }
        });
  }

  @Test
  void decapsulate_everyVector_givesItsSecretOrIsRefused() throws IOException {
    each(
        "mlkem_768",
        193,
        (test, valid) -> {
          String what = test.get("tcId").asText();
          Bytes ciphertext = bytes(test.get("c"));
          try (SecretBytes seed = SecretBytes.owning(SharedVectors.hex(test.get("seed")))) {
            if (valid) {
              try (DecapsulationKey key = DecapsulationKey.fromSeed(seed);
                  SecretBytes secret = key.decapsulate(ciphertext)) {
                assertEquals(test.get("K").asText(), hex(secret), what);
              }
            } else {
              assertThrows(
                  CloisterException.class,
                  () -> {
                    try (DecapsulationKey key = DecapsulationKey.fromSeed(seed)) {
                      key.decapsulate(ciphertext).close();
                    }
                  },
                  what);
            }
          }
        });
  }

  /** Of the library alone: our keys are made from seeds, never from expanded ones. */
  @Test
  void decapsulate_expandedKeys_areTheLibrarysAsTheirResultsSay() throws IOException {
    each(
        "mlkem_768_semi_expanded_decaps",
        9,
        (test, valid) -> {
          byte[] dk = SharedVectors.hex(test.get("dk"));
          byte[] c = SharedVectors.hex(test.get("c"));
          if (valid) {
            assertEquals(
                test.get("K").asText(),
                HexFormat.of().formatHex(extracted(dk, c)),
                SharedVectors.what(test));
          } else {
            assertThrows(
                IllegalArgumentException.class, () -> extracted(dk, c), SharedVectors.what(test));
          }
        });
  }

  private static byte[] extracted(byte[] expanded, byte[] ciphertext) {
    return new MLKEMExtractor(new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, expanded))
        .extractSecret(ciphertext);
  }

  @Test
  void decapsulate_altered_givesAnotherSecretAndTheSameEachTime() {
    try (SecretBytes seed = SecretBytes.owning(new byte[64]);
        SecretBytes message = SecretBytes.owning(new byte[32]);
        DecapsulationKey key = DecapsulationKey.fromSeed(seed);
        Exchanged made = EncapsulationKey.of(key.publicKey()).encapsulate(message)) {
      byte[] altered = made.sent().toArray();
      altered[1087] ^= 1;
      assertEquals(made.secret(), key.decapsulate(made.sent()));
      assertNotEquals(made.secret(), key.decapsulate(Bytes.of(altered)));
      assertEquals(key.decapsulate(Bytes.of(altered)), key.decapsulate(Bytes.of(altered)));
    }
  }
}
