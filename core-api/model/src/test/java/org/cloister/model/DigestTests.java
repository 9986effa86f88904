package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The expected digests were computed with Python's hashlib and struct. */
final class DigestTests {

  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void of_text_isSha256OfItsUtf8Bytes() {
    assertEquals(ABC, Digest.of("abc").hex());
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Digest.of(new byte[0]).hex());
    assertEquals(
        "f83e039796c6453a10f5519e39fd113901572316a1a8ea07cb525d2801dfd074",
        Digest.of("Gr\u00fc\u00dfe").hex());
  }

  @Test
  void of_vector_isSha256OfLittleEndianFloats() {
    assertEquals(
        "0ff8b1755963d716cdae370cc47232a01dc8d54f36574a6c4af03bf7fee4e3bf",
        Digest.of(FloatVector.of(1.5f, -0.0f, 0.1f, 3e38f)).hex());
    assertEquals(
        "f8c784aa6b57396e7c5e094c34d079d8252473e46e2f60593a921dbebf941fcc",
        Digest.of(FloatVector.zeros(20_000)).hex());
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Digest.of(FloatVector.zeros(0)).hex());
  }

  @Test
  void of_vector_countsEveryNanAsTheCanonicalOne() {
    String nan = "ef1eaf26cea96eb18f8fa3137abdf23f52852a855c22ae6f169d21a379dcd739";
    assertEquals(nan, Digest.of(FloatVector.of(Float.NaN)).hex());
    assertEquals(nan, Digest.of(FloatVector.of(Float.intBitsToFloat(0x7fc00001))).hex());
  }

  @Test
  void new_withAnythingElse_isRefused() {
    for (String wrong : new String[] {"", ABC.substring(1), ABC + "0", ABC.replace('b', 'B')}) {
      Refusals.message(ErrorCode.MESSAGE_MALFORMED, () -> new Digest(wrong));
    }
  }

  @Test
  void bytes_textAndOrder_followTheDigits() {
    Digest abc = new Digest(ABC);
    assertEquals(32, abc.toBytes().length);
    assertArrayEquals(new byte[] {(byte) 0xba, 0x78}, java.util.Arrays.copyOf(abc.toBytes(), 2));
    assertEquals("ba7816bf8f01", abc.abbreviated());
    assertEquals("sha256:" + ABC, abc.toString());
    assertTrue(abc.compareTo(Digest.of("")) < 0);
  }
}
