package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTests {

  @Test
  void preAuthenticationEncoding_publishedExample_isThatOfTheSpecification() {
    assertEquals(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        new String(
            Dsse.preAuthenticationEncoding(
                "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8));
    assertEquals(
        "DSSEv1 2 \u00e9 0 ",
        new String(Dsse.preAuthenticationEncoding("\u00e9", new byte[0]), StandardCharsets.UTF_8));
  }

  @Test
  void dsse_otherTypeOrBody_doesNotVerify() {
    try (SigningKey key = CryptoSuite.STANDARD.generateSigningKey(new SecureRandom())) {
      byte[] body = {1, 2};
      Signature signature = Dsse.sign(key, "a", body);
      assertTrue(Dsse.verifies(key.verifyingKey(), "a", body, signature));
      assertFalse(Dsse.verifies(key.verifyingKey(), "b", body, signature));
      assertFalse(Dsse.verifies(key.verifyingKey(), "a", new byte[] {1}, signature));
      assertFalse(key.verifyingKey().verifies(body, signature));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AA",
        "AB==",
        "AAA",
        "AAB=",
        "A",
        "=",
        "AA==\n",
        " AA==",
        "AA-_",
        "AA=",
        "AAAA=",
        "\u00e9AAA"
      })
  void decode_secondSpelling_isRefused(String text) {
    assertEquals(Optional.empty(), StrictBase64.decode(text));
  }

  @Test
  void decode_encoded_isTheSame() {
    SplittableRandom random = new SplittableRandom(4);
    for (int length = 0; length < 70; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertArrayEquals(
          bytes, StrictBase64.decode(StrictBase64.encode(bytes)).orElseThrow(), "seed 4");
    }
  }

  @Test
  void sha256_pieces_areOneMessage() {
    // FIPS 180-4, "abc".
    Sha256 sha = new Sha256();
    byte[] digest = sha.add('a').add(new byte[] {'b'}).add(new byte[] {0, 'c', 0}, 1, 1).finish();
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        HexFormat.of().formatHex(digest));
    assertArrayEquals(Sha256.of(new byte[0]), sha.finish());
  }

  @Test
  void commitment_saltAndValue_bothDecide() {
    SecureRandom random = new SecureRandom();
    Bytes value = Bytes.of((byte) 42);
    Commitment one = Commitment.to(value, random);
    Commitment two = Commitment.to(value, random);
    assertNotEquals(one.digest(), two.digest());
    assertTrue(Commitment.opens(one.digest(), one.salt(), value));
    assertFalse(Commitment.opens(one.digest(), two.salt(), value));
    assertFalse(Commitment.opens(one.digest(), one.salt(), Bytes.of((byte) 43)));
    // Moving the border between salt and value must not open it.
    byte[] shorter = one.salt().use(s -> java.util.Arrays.copyOf(s, 31));
    byte[] longer = {one.salt().use(s -> s[31]), 42};
    assertFalse(Commitment.opens(one.digest(), SecretBytes.owning(shorter), Bytes.of(longer)));
  }

  @Test
  void commitment_zeroSalt_isTheWrittenFormula() {
    byte[] preimage = new byte[34];
    preimage[0] = 2;
    preimage[33] = 9;
    assertTrue(
        Commitment.opens(
            org.cloister.model.Digest.of(preimage),
            SecretBytes.owning(new byte[32]),
            Bytes.of((byte) 9)));
  }

  @Test
  void suite_id_isReadBackAndUnknownOnesAreRefused() {
    assertEquals("standard", CryptoSuite.STANDARD.id());
    assertEquals(CryptoSuite.STANDARD, CryptoSuite.of("standard"));
    assertEquals(CryptoSuite.FIPS, CryptoSuite.of("fips"));
    assertEquals(CryptoSuite.PQ_HYBRID, CryptoSuite.of("pq-hybrid"));
    assertEquals(
        ErrorCode.KEY_INVALID,
        assertThrows(CloisterException.class, () -> CryptoSuite.of("none")).code());
  }

  @Test
  void signature_otherLength_isRefused() {
    assertEquals(
        ErrorCode.SIGNATURE_INVALID,
        assertThrows(CloisterException.class, () -> Signature.ed25519(Bytes.of(new byte[63])))
            .code());
  }
}
