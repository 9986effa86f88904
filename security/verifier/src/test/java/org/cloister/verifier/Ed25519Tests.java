package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The corners of RFC 8032 in which verifiers differ; the writer's are the same. */
class Ed25519Tests {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final byte[] MESSAGE = {1, 2, 3};

  /** Project Wycheproof's vectors (Apache-2.0), where the folder with them is given. */
  @Test
  void verifies_everyWycheproofVector_asItsResultSays() throws IOException {
    String shared = System.getenv("CLOISTER_SHARED");
    assumeTrue(shared != null, "CLOISTER_SHARED does not name the known answers");
    Path file = Path.of(shared, "vectors", "wycheproof", "ed25519_test.json");
    assumeTrue(Files.exists(file), "the folder in CLOISTER_SHARED has no wycheproof vectors");
    int seen = 0;
    for (JsonNode group : new ObjectMapper().readTree(file.toFile()).get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        assertEquals(
            test.get("result").asText().equals("valid"),
            accepts(
                hex(group.get("publicKey").get("pk")), hex(test.get("msg")), hex(test.get("sig"))),
            test.get("tcId").asText());
        seen++;
      }
    }
    assertTrue(seen >= 100, "only " + seen + " vectors");
  }

  /** A key plus the point of order 2: its signatures hold for half of the messages, for some. */
  @Test
  void of_keyOfMixedOrder_isRefused() {
    byte[] mixed = plusOrderTwo(LogMaker.SITE_1.raw());
    assertThrows(Refused.class, () -> Ed25519.of(mixed, Code.ENTRY_INVALID));
  }

  /** Signed so that the equation holds with the cofactor, and for R itself without it too. */
  @Test
  void verifies_firstHalfOfMixedOrder_isRefused() throws Exception {
    byte[] commitment = LogMaker.SITE_2.raw();
    assertTrue(accepts(LogMaker.SITE_1.raw(), MESSAGE, signature(commitment)));
    assertFalse(accepts(LogMaker.SITE_1.raw(), MESSAGE, signature(plusOrderTwo(commitment))));
  }

  /** With the secret of site 1, and that of site 2 for the commitment. */
  private static byte[] signature(byte[] commitment) throws NoSuchAlgorithmException {
    byte[] key = LogMaker.SITE_1.raw();
    MessageDigest sha = MessageDigest.getInstance("SHA-512");
    sha.update(commitment);
    sha.update(key);
    BigInteger challenge = number(sha.digest(MESSAGE)).mod(L);
    BigInteger s = secret(LogMaker.SITE_2).add(challenge.multiply(secret(LogMaker.SITE_1))).mod(L);
    byte[] signature = Arrays.copyOf(commitment, 64);
    System.arraycopy(littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  /** RFC 8032, 5.1.5: the scalar of a seed. */
  private static BigInteger secret(TestKey key) throws NoSuchAlgorithmException {
    byte[] seed = NaiveTree.sha256(LogMaker.bytes(key.name));
    byte[] half = Arrays.copyOf(MessageDigest.getInstance("SHA-512").digest(seed), 32);
    half[0] &= (byte) 0xf8;
    half[31] &= 0x7f;
    half[31] |= 0x40;
    return number(half);
  }

  /** (x, y) plus (0, -1) is (-x, -y). */
  private static byte[] plusOrderTwo(byte[] point) {
    byte[] y = point.clone();
    y[31] &= 0x7f;
    byte[] other = littleEndian(P.subtract(number(y)));
    other[31] |= (byte) (~point[31] & 0x80);
    return other;
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static boolean accepts(byte[] key, byte[] message, byte[] signature) {
    try {
      return Ed25519.of(key, Code.ENTRY_INVALID).verifies(message, signature);
    } catch (Refused e) {
      return false;
    }
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }
}
