package org.cloister.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TextTests {

  @Test
  void bytes_areACopy() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.of((byte) 1, (byte) 2, (byte) 3), bytes);
    assertEquals(bytes.hashCode(), Bytes.of((byte) 1, (byte) 2, (byte) 3).hashCode());
    assertNotEquals(Bytes.empty(), bytes);
    assertEquals(2, bytes.at(1));
    byte[] target = new byte[4];
    bytes.read(1, target, 2, 2);
    assertEquals(Bytes.of((byte) 0, (byte) 0, (byte) 2, (byte) 3), Bytes.of(target));
    assertEquals(Bytes.of((byte) 2), Bytes.of(bytes.toArray(), 1, 1));
  }

  @Test
  void bytes_toString_showsAtMostEight() {
    assertEquals("Bytes[0: ]", Bytes.empty().toString());
    assertEquals("Bytes[2: 00ff]", Bytes.of((byte) 0, (byte) -1).toString());
    assertEquals("Bytes[9: 0000000000000000...]", Bytes.of(new byte[9]).toString());
  }

  @Test
  void quoted_showsControlAndFormatCharactersAsEscapes() {
    assertEquals("\"plain\"", Quoted.of("plain"));
    assertEquals("\"\\u000a\\u001b[31m\"", Quoted.of("\n\u001b[31m"));
    assertEquals("\"\\u202e\"", Quoted.of("\u202e"));
    assertEquals("\"\\u0022\\u005c\"", Quoted.of("\"\\"));
    assertEquals("\"\\ud83d\\ude00\"", Quoted.of("\ud83d\ude00"));
  }

  @Test
  void quoted_cutsLongText() {
    assertEquals("\"" + "x".repeat(60) + "\"", Quoted.of("x".repeat(60)));
    assertEquals("\"" + "x".repeat(60) + "...\"", Quoted.of("x".repeat(61)));
  }

  @Test
  void ids_acceptNamesAndRefuseAllElse() {
    for (String fine : new String[] {"a", "0", "Site-1_b.c", "x".repeat(64)}) {
      assertEquals(fine, Ids.require("site", fine));
    }
    for (String wrong :
        new String[] {"", "-a", ".hidden", "_a", "a b", "a/b", "\u00fc", "x".repeat(65), "a\n"}) {
      Refusals.message(ErrorCode.JOB_INVALID, () -> Ids.require("site", wrong));
    }
    String message = Refusals.message(ErrorCode.JOB_INVALID, () -> Ids.require("site", "a\u001b"));
    assertTrue(message.contains("The site must be") && message.contains("\\u001b"), message);
  }

  /** The expected seeds were computed with Python's hashlib and struct. */
  @Test
  void seeds_areTheFirstBytesOfTheDigest() {
    assertEquals(-8021162872883919453L, Seeds.derive(42, "batches", 3, "north", "sgd"));
    assertEquals(3970497275311651988L, Seeds.derive(-1, "init", 0, "", ""));
    assertEquals(3729741568933302521L, Seeds.derive(7, "\u00e4", 1L << 40, "s", "p"));
  }

  @Test
  void seeds_ofTextsThatJoinToTheSame_differ() {
    assertEquals(-7574099833858264958L, Seeds.derive(0, "a", 0, "bc", ""));
    assertEquals(-3201634992485997783L, Seeds.derive(0, "ab", 0, "c", ""));
  }

  @Test
  void errorCodes_areUniqueAndStable() {
    Set<String> texts = new HashSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      assertTrue(texts.add(code.text()), code + " repeats " + code.text());
      assertTrue(code.text().matches("CL-[0-9]{4}"), code.text());
    }
    assertEquals("CL-0103", ErrorCode.SETTING_INVALID.text());
    assertEquals("CL-0206", ErrorCode.SCHEMA_INVALID.text());
    assertEquals(ErrorCode.Kind.PEER, ErrorCode.MESSAGE_MALFORMED.kind());
  }

  @Test
  void exception_describe_endsWithTheCode() {
    CloisterException e = new CloisterException(ErrorCode.ROUND_VOID, "All weights were 0.");
    assertEquals("All weights were 0. [CL-0402]", e.describe());
  }
}
