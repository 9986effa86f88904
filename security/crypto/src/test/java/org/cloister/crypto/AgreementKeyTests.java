package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7748, sections 5.2 and 6.1, and what has to be refused. */
class AgreementKeyTests {

  private static final HexFormat HEX = HexFormat.of();

  private static AgreementKey key(String seed) {
    try (SecretBytes secret = SecretBytes.owning(HEX.parseHex(seed))) {
      return AgreementKey.fromSeed(secret);
    }
  }

  private static String agreed(AgreementKey key, String peer) {
    try (SecretBytes secret = key.agree(Bytes.of(HEX.parseHex(peer)))) {
      return secret.use(HEX::formatHex);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
        + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
        + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
        + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
        + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
  })
  void agree_rfc7748Vector_givesItsSecret(String scalar, String point, String secret) {
    try (AgreementKey key = key(scalar)) {
      assertEquals(secret, agreed(key, point));
    }
  }

  @Test
  void agree_rfc7748Iterated_givesTheValuesAfterOneAndAThousand() {
    String k = "09" + "00".repeat(31);
    String u = k;
    for (int i = 1; i <= 1000; i++) {
      String result;
      try (AgreementKey key = key(k)) {
        result = agreed(key, u);
      }
      u = k;
      k = result;
      if (i == 1) {
        assertEquals("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079", k);
      }
    }
    assertEquals("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", k);
  }

  @Test
  void agree_rfc7748AliceAndBob_isTheSameForBoth() {
    String alicesPublic = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    String bobsPublic = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
    String secret = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
    try (AgreementKey alice =
            key("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        AgreementKey bob =
            key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")) {
      assertEquals(alicesPublic, HEX.formatHex(alice.publicKey().toArray()));
      assertEquals(bobsPublic, HEX.formatHex(bob.publicKey().toArray()));
      assertEquals(secret, agreed(alice, bobsPublic));
      assertEquals(secret, agreed(bob, alicesPublic));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "00"
      })
  void agree_pointOfSmallOrderOrCutOff_isRefused(String peer) {
    try (AgreementKey key = key("11".repeat(32))) {
      CloisterException refused =
          assertThrows(CloisterException.class, () -> key.agree(Bytes.of(HEX.parseHex(peer))));
      assertEquals(ErrorCode.KEY_INVALID, refused.code());
    }
  }

  @Test
  void close_key_agreesNoMoreAndPrintsNothingSecret() {
    SecretBytes seed = SecretBytes.random(32, new SecureRandom());
    AgreementKey key = AgreementKey.fromSeed(seed);
    assertFalse(key.toString().contains(seed.use(HEX::formatHex).substring(0, 8)));
    key.close();
    assertThrows(IllegalStateException.class, () -> key.agree(key.publicKey()));
    assertThrows(
        CloisterException.class, () -> AgreementKey.fromSeed(SecretBytes.owning(new byte[31])));
  }
}
