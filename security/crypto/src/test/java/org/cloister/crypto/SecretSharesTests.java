package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSharesTests {

  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private final SecureRandom random = new SecureRandom();

  private static SecretBytes secret(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    byte[] bytes = new byte[32];
    for (int i = 0; i < Math.min(32, bigEndian.length); i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return SecretBytes.owning(bytes);
  }

  private static BigInteger number(SecretBytes value) {
    return value.use(
        bytes -> {
          byte[] bigEndian = new byte[33];
          for (int i = 0; i < 32; i++) {
            bigEndian[32 - i] = bytes[i];
          }
          return new BigInteger(bigEndian);
        });
  }

  private static BigInteger hex(JsonNode node) {
    return new BigInteger(node.asText().substring(2), 16);
  }

  @Test
  void share_sharedVectors_givesTheirShares() throws IOException {
    for (JsonNode v : SharedVectors.read("secagg_vectors.json").get("shamir_prime")) {
      assertEquals(P, hex(v.get("p")));
      List<SecretBytes> coefficients = new ArrayList<>();
      v.get("coefficients_deg1_up").forEach(c -> coefficients.add(secret(hex(c))));
      List<SecretBytes> shares =
          SecretShares.share(secret(hex(v.get("secret"))), coefficients, v.get("n").asInt());
      for (int x = 1; x <= shares.size(); x++) {
        assertEquals(
            hex(v.get("shares").get(Integer.toString(x))), number(shares.get(x - 1)), "share " + x);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,3", "3,3", "3,4", "7,10", "68,101", "128,128"})
  void reconstruct_anyThresholdShares_giveTheSecret(int threshold, int holders) {
    try (SecretBytes secret = SecretShares.randomSecret(random)) {
      List<SecretBytes> shares = SecretShares.share(secret, threshold, holders, random);
      List<Integer> order = new ArrayList<>();
      for (int x = 1; x <= holders; x++) {
        order.add(x);
      }
      for (int trial = 0; trial < 5; trial++) {
        int stride = 40503 + 2 * trial;
        order.sort(Comparator.comparingInt(x -> Integer.reverse(x * stride)));
        Map<Integer, SecretBytes> some = new TreeMap<>();
        order.subList(0, threshold).forEach(x -> some.put(x, shares.get(x - 1)));
        assertEquals(secret, SecretShares.reconstruct(some));
        if (threshold > 1) {
          some.remove(order.get(0));
          assertNotEquals(secret, SecretShares.reconstruct(some), "too few gave the secret");
        }
      }
    }
  }

  @Test
  void reconstruct_edgesOfTheField_areExact() {
    SplittableRandom chance = new SplittableRandom(9);
    for (BigInteger edge :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(254),
            new BigInteger(1, new byte[] {19}))) {
      try (SecretBytes secret = secret(edge)) {
        List<SecretBytes> shares = SecretShares.share(secret, 3, 6, random);
        int skip = chance.nextInt(4);
        Map<Integer, SecretBytes> some = new TreeMap<>();
        for (int x = skip + 1; x <= skip + 3; x++) {
          some.put(x, shares.get(x - 1));
        }
        assertEquals(edge, number(SecretShares.reconstruct(some)));
      }
    }
  }

  @Test
  void valid_outsideTheField_isFalseAndRefused() {
    assertTrue(SecretShares.valid(secret(P.subtract(BigInteger.ONE))));
    for (BigInteger outside :
        List.of(P, P.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(255), P.shiftLeft(1))) {
      assertFalse(SecretShares.valid(secret(outside)), outside.toString(16));
      assertThrows(
          CloisterException.class, () -> SecretShares.share(secret(outside), 2, 3, random));
    }
    assertFalse(SecretShares.valid(SecretBytes.owning(new byte[31])));
    assertThrows(
        CloisterException.class, () -> SecretShares.share(secret(BigInteger.ONE), 4, 3, random));
    assertThrows(CloisterException.class, () -> Interpolation.atZero(List.of()));
    assertThrows(CloisterException.class, () -> Interpolation.atZero(List.of(0, 1)));
    assertThrows(CloisterException.class, () -> Interpolation.atZero(List.of(2, 2)));
  }

  @Test
  void share_twice_givesOtherShares() {
    try (SecretBytes secret = SecretShares.randomSecret(random)) {
      SecretBytes first = SecretShares.share(secret, 2, 2, random).get(0);
      assertNotEquals(first, SecretShares.share(secret, 2, 2, random).get(0));
      assertNotEquals(secret, first);
      assertEquals(secret, SecretShares.share(secret, 1, 2, random).get(1));
    }
  }
}
