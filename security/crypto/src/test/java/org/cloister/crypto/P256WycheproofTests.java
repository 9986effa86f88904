package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Project Wycheproof's vectors for P-256. Theirs are in DER: a key has a form here if it is exactly
 * the X.509 structure of an uncompressed point of the named curve, a signature if it is exactly the
 * DER of two positive integers of at most 32 bytes. What has no form here cannot be said to this
 * program, and is refused.
 */
class P256WycheproofTests {
  private static final String X509 = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

  @Test
  void agree_everyVector_givesItsSecretOrRefuses() throws IOException {
    int agreed = 0;
    int refused = 0;
    int formless = 0;
    for (JsonNode group : SharedVectors.wycheproof("ecdh_secp256r1")) {
      for (JsonNode test : group.get("tests")) {
        String what = SharedVectors.what(test);
        String der = test.get("public").asText();
        byte[] scalar = P256Scalars.bytes(new BigInteger(test.get("private").asText(), 16));
        if (!der.startsWith(X509)) {
          assertFalse(test.get("result").asText().equals("valid"), what);
          formless++;
          continue;
        }
        byte[] point = HexFormat.of().parseHex(der.substring(X509.length()));
        Optional<byte[]> shared = P256.agree(scalar, point);
        assertEquals(test.get("result").asText().equals("valid"), shared.isPresent(), what);
        assertEquals(shared.isPresent(), P256.isPoint(point), what);
        if (shared.isPresent()) {
          assertEquals(
              test.get("shared").asText(), HexFormat.of().formatHex(shared.orElseThrow()), what);
          agreed++;
        } else {
          refused++;
        }
      }
    }
    assertEquals(612, agreed + refused + formless);
    assertTrue(agreed >= 330 && refused >= 16, agreed + " agreed, " + refused + " refused");
  }

  @Test
  void verify_everyVector_isAsItsResultSaysForTheLowerOfTwo() throws IOException {
    int valid = 0;
    int invalid = 0;
    int formless = 0;
    for (JsonNode group : SharedVectors.wycheproof("ecdsa_secp256r1_sha256")) {
      byte[] point = SharedVectors.hex(group.get("publicKey").get("uncompressed"));
      for (JsonNode test : group.get("tests")) {
        String what = SharedVectors.what(test);
        boolean expected = test.get("result").asText().equals("valid");
        byte[] message = SharedVectors.hex(test.get("msg"));
        Optional<byte[]> form = form(SharedVectors.hex(test.get("sig")));
        if (form.isEmpty()) {
          assertFalse(expected, what);
          formless++;
          continue;
        }
        byte[] given = form.orElseThrow();
        byte[] low = low(given);
        assertEquals(expected, P256.verify(point, message, low), what);
        assertEquals(expected && Arrays.equals(low, given), P256.verify(point, message, given));
        valid += expected ? 1 : 0;
        invalid += expected ? 0 : 1;
      }
    }
    assertEquals(484, valid + invalid + formless);
    assertTrue(valid >= 170 && invalid >= 60, valid + " valid, " + invalid + " invalid");
  }

  private static byte[] low(byte[] signature) {
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    return s.compareTo(P256Scalars.ORDER) < 0
        ? P256Scalars.joined(r, P256Scalars.low(s))
        : signature;
  }

  /** The 64 bytes of {@code SEQUENCE { INTEGER, INTEGER }} in DER; empty for all else. */
  private static Optional<byte[]> form(byte[] der) {
    if (der.length < 8 || der[0] != 0x30 || der[1] != der.length - 2) {
      return Optional.empty();
    }
    int second = 4 + der[3];
    if (der[3] < 1 || second + 2 > der.length || second + 2 + der[second + 1] != der.length) {
      return Optional.empty();
    }
    Optional<BigInteger> r = integer(Arrays.copyOfRange(der, 2, second));
    Optional<BigInteger> s = integer(Arrays.copyOfRange(der, second, der.length));
    return r.isPresent() && s.isPresent()
        ? Optional.of(P256Scalars.joined(r.orElseThrow(), s.orElseThrow()))
        : Optional.empty();
  }

  private static Optional<BigInteger> integer(byte[] der) {
    if (der[0] != 0x02 || der[1] < 1) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(der, 2, der.length);
    BigInteger value = new BigInteger(content);
    boolean ours = value.signum() >= 0 && value.bitLength() <= 256;
    return ours && Arrays.equals(content, value.toByteArray())
        ? Optional.of(value)
        : Optional.empty();
  }
}
