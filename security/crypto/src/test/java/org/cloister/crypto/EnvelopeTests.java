package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;

class EnvelopeTests {

  private final SecureRandom random = new SecureRandom();

  @Test
  void open_anyBitOrTheContextChanged_isEmpty() {
    byte[] context = {1, 2, 3};
    try (SecretBytes key = SecretBytes.random(32, random);
        SecretBytes content = SecretBytes.random(9, random)) {
      Bytes sealed = Envelope.seal(key, context, content, random);
      assertEquals(content.length() + Envelope.OVERHEAD_BYTES, sealed.length());
      assertEquals(content, Envelope.open(key, context, sealed).orElseThrow());
      assertFalse(Envelope.open(key, new byte[] {1, 2, 4}, sealed).isPresent());
      byte[] altered = sealed.toArray();
      for (int bit = 0; bit < 8 * altered.length; bit++) {
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
        assertFalse(Envelope.open(key, context, Bytes.of(altered)).isPresent(), "bit " + bit);
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
      }
      for (int length = 0; length < altered.length; length++) {
        assertFalse(Envelope.open(key, context, Bytes.of(altered, 0, length)).isPresent());
      }
      assertNotEquals(sealed, Envelope.seal(key, context, content, random), "a nonce came twice");
    }
  }

  @Test
  void seal_keyOfAnotherLength_isRefused() {
    try (SecretBytes key = SecretBytes.random(16, random);
        SecretBytes content = SecretBytes.random(9, random)) {
      assertThrows(CloisterException.class, () -> Envelope.seal(key, new byte[0], content, random));
    }
  }

  @Test
  void seal_sharedVectors_givesTheirEnvelopes() throws IOException {
    int seen = 0;
    for (JsonNode v : SharedVectors.read("secagg_vectors.json").get("aes_gcm_share_envelope")) {
      byte[] context = v.get("aad_utf8").asText().getBytes(StandardCharsets.UTF_8);
      try (SecretBytes key = SecretBytes.owning(SharedVectors.hex(v.get("key")));
          SecretBytes content = SecretBytes.owning(SharedVectors.hex(v.get("pt")))) {
        Bytes sealed = Envelope.seal(key, SharedVectors.hex(v.get("nonce")), context, content);
        assertEquals(
            v.get("nonce").asText() + v.get("ct_tag").asText(),
            HexFormat.of().formatHex(sealed.toArray()));
      }
      seen++;
    }
    assertTrue(seen >= 2);
  }
}
