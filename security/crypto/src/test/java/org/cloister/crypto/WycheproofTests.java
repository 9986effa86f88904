package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's Ed25519 vectors (Apache-2.0), where the folder with them is given. */
class WycheproofTests {

  @Test
  void verifies_everyVector_asItsResultSays() throws IOException {
    String shared = System.getenv("CLOISTER_SHARED");
    assumeTrue(shared != null, "CLOISTER_SHARED does not name the folder with the shared vectors");
    Path file = Path.of(shared, "vectors", "wycheproof", "ed25519_test.json");
    assumeTrue(Files.exists(file), "the folder in CLOISTER_SHARED has no wycheproof vectors");
    int seen = 0;
    JsonNode groups = new ObjectMapper().readTree(Files.readAllBytes(file)).get("testGroups");
    for (JsonNode group : groups) {
      Bytes raw = hex(group.get("publicKey").get("pk"));
      for (JsonNode test : group.get("tests")) {
        String what = test.get("tcId").asText() + " " + test.get("comment").asText();
        assertEquals(
            test.get("result").asText().equals("valid"),
            accepts(raw, hex(test.get("msg")), hex(test.get("sig"))),
            what);
        seen++;
      }
    }
    assertTrue(seen >= 100, "only " + seen + " vectors");
  }

  private static boolean accepts(Bytes raw, Bytes message, Bytes signature) {
    try {
      return CryptoSuite.STANDARD
          .verifyingKeyFromRaw(raw)
          .verifies(message.toArray(), Signature.ed25519(signature));
    } catch (CloisterException e) {
      return false;
    }
  }

  private static Bytes hex(JsonNode node) {
    return Bytes.of(HexFormat.of().parseHex(node.asText()));
  }
}
