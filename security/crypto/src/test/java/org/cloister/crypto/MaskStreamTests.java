package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.cloister.model.CloisterException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MaskStreamTests {

  private static final HexFormat HEX = HexFormat.of();

  private static MaskStream stream(String key, long high, long low) {
    try (SecretBytes secret = SecretBytes.owning(HEX.parseHex(key))) {
      return new MaskStream(secret, high, low);
    }
  }

  private static byte[] read(MaskStream stream, long position, int count) {
    byte[] target = new byte[count];
    stream.read(position, target, count);
    return target;
  }

  /** SP 800-38A, F.5.5: the keystream is plaintext xor ciphertext. */
  @Test
  void read_nistVector_givesItsKeystream() {
    String plain =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
    String cipher =
        "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
            + "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6";
    byte[] expected = HEX.parseHex(plain);
    byte[] other = HEX.parseHex(cipher);
    for (int i = 0; i < expected.length; i++) {
      expected[i] ^= other[i];
    }
    String key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
    try (MaskStream stream = stream(key, 0xf0f1f2f3f4f5f6f7L, 0xf8f9fafbfcfdfeffL)) {
      assertArrayEquals(expected, read(stream, 0, expected.length));
    }
  }

  @Test
  void read_sharedVectors_givesTheirStreams() throws IOException {
    int seen = 0;
    JsonNode vectors = SharedVectors.read("secagg_vectors.json");
    for (JsonNode v : vectors.get("mask_expansion")) {
      byte[] info = v.get("info_utf8").asText().getBytes(StandardCharsets.UTF_8);
      try (SecretBytes secret = SecretBytes.owning(SharedVectors.hex(v.get("ikm")));
          SecretBytes key = Hkdf.derive(secret, SharedVectors.hex(v.get("salt")), info, 32);
          MaskStream stream = new MaskStream(key)) {
        assertEquals(v.get("hkdf_sha256_32").asText(), key.use(HEX::formatHex));
        assertEquals(v.get("stream_first_64").asText(), HEX.formatHex(read(stream, 0, 64)));
        assertEquals(
            v.get("sha256_of_first_1MiB").asText(),
            HEX.formatHex(Sha256.of(read(stream, 0, 1 << 20))));
        assertEquals(
            v.get("stream_at_offset_65536_16").asText(), HEX.formatHex(read(stream, 65536, 16)));
      }
      seen++;
    }
    assertTrue(seen >= 3);
  }

  /**
   * A carry over 64 bits, which no stream that begins at zero gets to: the native code of bc-fips
   * 2.1.0 does not do it.
   */
  @Test
  @Tag("beyond-approved")
  void read_counterOver64Bits_carries() throws IOException {
    JsonNode carry = SharedVectors.read("secagg_vectors.json").get("ctr_carry");
    try (MaskStream stream = stream(carry.get("key").asText(), 0, -1)) {
      assertEquals(carry.get("stream_64").asText(), HEX.formatHex(read(stream, 0, 64)));
      // The same by seeking over the carry.
      assertEquals(
          carry.get("stream_64").asText().substring(34), HEX.formatHex(read(stream, 17, 47)));
    }
  }

  @Test
  void read_anyRange_isThatOfTheWhole() {
    SplittableRandom chance = new SplittableRandom(5);
    try (MaskStream stream = stream("00".repeat(31) + "01", 0, 0)) {
      byte[] whole = read(stream, 0, 100_000);
      for (int i = 0; i < 300; i++) {
        int at = chance.nextInt(whole.length);
        int count = chance.nextInt(whole.length - at + 1);
        assertArrayEquals(Arrays.copyOfRange(whole, at, at + count), read(stream, at, count));
      }
    }
  }

  @Test
  void read_closedOrOutside_isRefused() {
    MaskStream stream = stream("22".repeat(32), 0, 0);
    assertThrows(IndexOutOfBoundsException.class, () -> stream.read(-1, new byte[1], 1));
    assertThrows(IndexOutOfBoundsException.class, () -> stream.read(0, new byte[1], 2));
    stream.read(0, new byte[4], 4);
    stream.close();
    stream.close();
    assertThrows(IllegalStateException.class, () -> stream.read(4, new byte[1], 1));
    assertThrows(CloisterException.class, () -> new MaskStream(SecretBytes.owning(new byte[16])));
    MaskStream.warmUp();
  }
}
