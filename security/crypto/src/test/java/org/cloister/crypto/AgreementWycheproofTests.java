package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's vectors for what sessions of secure aggregation are made of. */
class AgreementWycheproofTests {

  @Test
  @Tag("beyond-approved")
  void agree_everyVector_givesItsSecretOrRefusesZero() throws IOException {
    int seen = 0;
    int zero = 0;
    for (JsonNode group : SharedVectors.wycheproof("x25519")) {
      for (JsonNode test : group.get("tests")) {
        byte[] shared = SharedVectors.hex(test.get("shared"));
        Bytes peer = Bytes.of(SharedVectors.hex(test.get("public")));
        try (SecretBytes seed = SecretBytes.owning(SharedVectors.hex(test.get("private")));
            AgreementKey key = AgreementKey.fromSeed(seed)) {
          if (Arrays.equals(shared, new byte[32])) {
            assertThrows(CloisterException.class, () -> key.agree(peer), SharedVectors.what(test));
            zero++;
          } else {
            try (SecretBytes agreed = key.agree(peer)) {
              assertEquals(
                  HexFormat.of().formatHex(shared),
                  agreed.use(HexFormat.of()::formatHex),
                  SharedVectors.what(test));
            }
          }
        }
        seen++;
      }
    }
    assertTrue(seen >= 500 && zero >= 10, seen + " vectors, " + zero + " with a secret of zero");
  }

  @Test
  void open_everyVectorOfOurSizes_opensOrRefusesAsItsResultSays() throws IOException {
    int seen = 0;
    for (JsonNode group : SharedVectors.wycheproof("aes_gcm")) {
      boolean ours =
          group.get("keySize").asInt() == 256
              && group.get("ivSize").asInt() == 96
              && group.get("tagSize").asInt() == 128;
      for (JsonNode test : group.get("tests")) {
        if (ours) {
          check(test);
          seen++;
        }
      }
    }
    assertTrue(seen >= 60, "only " + seen + " vectors");
  }

  private static void check(JsonNode test) {
    byte[] iv = SharedVectors.hex(test.get("iv"));
    byte[] aad = SharedVectors.hex(test.get("aad"));
    String sealed = test.get("iv").asText() + test.get("ct").asText() + test.get("tag").asText();
    Bytes envelope = Bytes.of(HexFormat.of().parseHex(sealed));
    try (SecretBytes key = SecretBytes.owning(SharedVectors.hex(test.get("key")));
        SecretBytes message = SecretBytes.owning(SharedVectors.hex(test.get("msg")))) {
      Optional<SecretBytes> opened = Envelope.open(key, aad, envelope);
      boolean valid = test.get("result").asText().equals("valid");
      assertEquals(valid, opened.isPresent(), SharedVectors.what(test));
      if (valid) {
        assertEquals(
            test.get("msg").asText(),
            opened.orElseThrow().use(HexFormat.of()::formatHex),
            SharedVectors.what(test));
        assertEquals(envelope, Envelope.seal(key, iv, aad, message), SharedVectors.what(test));
      }
    }
  }

  @Test
  void derive_everyVector_givesItsKeyOrRefusesTheSize() throws IOException {
    int seen = 0;
    for (JsonNode group : SharedVectors.wycheproof("hkdf_sha256")) {
      for (JsonNode test : group.get("tests")) {
        byte[] salt = SharedVectors.hex(test.get("salt"));
        byte[] info = SharedVectors.hex(test.get("info"));
        int size = test.get("size").asInt();
        try (SecretBytes secret = SecretBytes.owning(SharedVectors.hex(test.get("ikm")))) {
          if (test.get("result").asText().equals("valid")) {
            assertEquals(
                test.get("okm").asText(),
                Hkdf.derive(secret, salt, info, size).use(HexFormat.of()::formatHex),
                SharedVectors.what(test));
          } else {
            assertThrows(
                CloisterException.class,
                () -> Hkdf.derive(secret, salt, info, size),
                SharedVectors.what(test));
          }
        }
        seen++;
      }
    }
    assertTrue(seen >= 80, "only " + seen + " vectors");
  }

  /** HKDF is made of the JDK's HMAC, which some of the vectors cut short. */
  @Test
  void mac_everyVectorOfHmacSha256_isAsItsResultSays() throws Exception {
    int seen = 0;
    for (JsonNode group : SharedVectors.wycheproof("hmac_sha256")) {
      int bytes = group.get("tagSize").asInt() / 8;
      for (JsonNode test : group.get("tests")) {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        byte[] key = SharedVectors.hex(test.get("key"));
        mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
        byte[] tag = Arrays.copyOf(mac.doFinal(SharedVectors.hex(test.get("msg"))), bytes);
        assertEquals(
            test.get("result").asText().equals("valid"),
            test.get("tag").asText().equals(HexFormat.of().formatHex(tag)),
            SharedVectors.what(test));
        seen++;
      }
    }
    assertTrue(seen >= 170, "only " + seen + " vectors");
  }
}
