package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.junit.jupiter.api.Test;

/** Agreement and derivation together, against keys that another library made. */
class X25519VectorTests {

  @Test
  void agree_sharedVectors_givesTheirDerivedKeys() throws IOException {
    HexFormat hex = HexFormat.of();
    int seen = 0;
    for (JsonNode v : SharedVectors.read("secagg_vectors.json").get("x25519_hkdf")) {
      try (SecretBytes seedA = SecretBytes.owning(SharedVectors.hex(v.get("sk_a")));
          SecretBytes seedB = SecretBytes.owning(SharedVectors.hex(v.get("sk_b")));
          AgreementKey a = AgreementKey.fromSeed(seedA);
          AgreementKey b = AgreementKey.fromSeed(seedB);
          SecretBytes shared = a.agree(b.publicKey())) {
        assertEquals(Bytes.of(SharedVectors.hex(v.get("pk_a"))), a.publicKey());
        assertEquals(Bytes.of(SharedVectors.hex(v.get("pk_b"))), b.publicKey());
        assertEquals(v.get("shared").asText(), shared.use(hex::formatHex));
        String first = v.get("pk_a").asText();
        String second = v.get("pk_b").asText();
        String sorted = first.compareTo(second) < 0 ? first + second : second + first;
        assertEquals(
            v.get("hkdf_salt_empty_info_sorted_pks").asText(),
            Hkdf.derive(shared, new byte[0], hex.parseHex(sorted), 32).use(hex::formatHex));
      }
      seen++;
    }
    assertTrue(seen >= 3);
  }
}
