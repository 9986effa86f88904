package org.cloister.ledger.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cloister.ledger.Vectors;
import org.cloister.ledger.tree.NaiveTree;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalReaderTests {
  private static final int MAX = 16 << 10;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void refused(byte[] bytes, String what) {
    CloisterException e =
        assertThrows(CloisterException.class, () -> CanonicalReader.read(bytes, MAX), what);
    assertEquals(ErrorCode.LEDGER_ENTRY_INVALID, e.code(), what);
  }

  @Test
  void read_restrictedVectors_areAcceptedAndRejected() {
    for (JsonNode vector : Vectors.of("restricted_jcs").get("accept")) {
      byte[] bytes = utf8(vector.get("bytes_utf8").asText());
      assertEquals(Vectors.digest(vector.get("sha256")), Digest.of(bytes));
      assertArrayEquals(bytes, CanonicalReader.read(bytes, MAX).toBytes());
    }
    for (JsonNode vector : Vectors.of("restricted_jcs").get("reject")) {
      refused(utf8(vector.get("json").asText()), vector.get("why").asText());
    }
  }

  /** RFC 8785's own set: one object has nothing that is beyond the profile. */
  @Test
  void read_jcsObjects_areReadIfWithinTheProfile() {
    for (JsonNode vector : Vectors.of("jcs").get("objects")) {
      String name = vector.get("name").asText();
      byte[] canonical = HexFormat.of().parseHex(vector.get("canonical_hex").asText());
      refused(utf8(vector.get("json").asText()), name + " as written");
      if (name.equals("unicode")) {
        assertArrayEquals(canonical, CanonicalReader.read(canonical, MAX).toBytes());
      } else {
        refused(canonical, name);
      }
    }
  }

  @Test
  void read_jcsNumbers_areReadIfWholeAndExact() {
    int read = 0;
    for (JsonNode vector : Vectors.of("jcs").get("numbers")) {
      JsonNode number = vector.get("json");
      byte[] bytes = utf8("{\"n\":" + (number.isNull() ? "NaN" : number.asText()) + "}");
      boolean exact =
          !number.isNull()
              && number.asText().matches("-?(0|[1-9][0-9]{0,15})")
              && Math.abs(Long.parseLong(number.asText())) <= JsonInteger.MAX;
      if (exact) {
        assertArrayEquals(bytes, CanonicalReader.read(bytes, MAX).toBytes());
        read++;
      } else {
        refused(bytes, number.asText());
      }
    }
    assertTrue(read > 0);
  }

  @Test
  void leafHashes_chainedEntries_areTheVectors() {
    JsonNode chained = Vectors.of("chained_entries");
    String prev = "0".repeat(64);
    List<byte[]> leaves = new java.util.ArrayList<>();
    for (JsonNode vector : chained.get("entries")) {
      byte[] bytes = utf8(vector.get("bytes_utf8").asText());
      JsonObject object = CanonicalReader.read(bytes, MAX);
      assertArrayEquals(bytes, object.toBytes());
      assertEquals(new JsonText(prev), object.members().get("prev"));
      prev = vector.get("leaf_hash").asText();
      assertEquals(new Digest(prev), TreeHasher.leafDigest(bytes));
      leaves.add(new TreeHasher().leaf(bytes));
    }
    assertEquals(Vectors.digest(chained.get("root")), NaiveTree.root(leaves));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}}",
        "{} ",
        "\u00a0{}",
        "{\"\":1}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" :1}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":--1}",
        "{\"a\":+1}",
        "{\"a\":1.0}",
        "{\"a\":1e0}",
        "{\"a\":-9007199254740992}",
        "{\"a\":99999999999999999999999999}",
        "{\"a\":nul}",
        "{\"a\":True}",
        "{\"a\":[1,]}",
        "{\"a\":[,]}",
        "{\"a\":\"\\b\"}",
        "{\"a\":\"x}",
        "{\"a\":\"\\",
        "{\"a\":\t1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":\u0661}",
        "[]",
        "1",
        "null",
        "{\"a\":1}{}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"a\":\"\t\"}",
        "{\"a\n\":1}"
      })
  void read_malformed_isRefused(String json) {
    refused(utf8(json), json);
  }

  @Test
  void read_invalidUtf8_isRefused() {
    byte[][] bad = {
      {(byte) 0xff}, {(byte) 0xc0, (byte) 0xaf}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0xc3}, {(byte) 0x80}
    };
    for (byte[] inside : bad) {
      byte[] bytes = utf8("{\"a\":\"????\"}");
      byte[] whole = java.util.Arrays.copyOf(bytes, 6 + inside.length + 2);
      System.arraycopy(inside, 0, whole, 6, inside.length);
      whole[6 + inside.length] = '"';
      whole[7 + inside.length] = '}';
      refused(whole, HexFormat.of().formatHex(inside));
    }
  }

  @Test
  void read_deepOrLong_isRefusedWithinBounds() {
    String deep = "{\"a\":".repeat(16) + "1" + "}".repeat(16);
    assertArrayEquals(utf8(deep), CanonicalReader.read(utf8(deep), MAX).toBytes());
    refused(utf8("{\"a\":" + deep + "}"), "17 deep");
    refused(utf8("{\"a\":" + "[".repeat(16_000)), "16000 deep");
    String filled = "{\"a\":\"" + "x".repeat(MAX - 8) + "\"}";
    assertEquals(MAX, filled.length());
    CanonicalReader.read(utf8(filled), MAX);
    refused(utf8(filled + " "), "one byte more");
    refused(new byte[1 << 20], "a megabyte of zeros");
  }

  @Test
  void value_thatCannotBeWritten_cannotBeMade() {
    for (String text : List.of("\ud800", "\udc00x", "x\ud83d", "\u0000", "\n", "\u007f")) {
      assertThrows(CloisterException.class, () -> new JsonText(text));
    }
    for (String name : List.of("", "\u00e9", "\n", "\u007f")) {
      assertThrows(CloisterException.class, () -> JsonObject.of(Map.of(name, new JsonNull())));
    }
    assertThrows(CloisterException.class, () -> new JsonInteger(JsonInteger.MAX + 1));
    assertThrows(CloisterException.class, () -> new JsonInteger(Long.MIN_VALUE));
  }

  @Test
  void read_random_givesBackWhatWasWritten() {
    SplittableRandom random = new SplittableRandom(31);
    for (int run = 0; run < 500; run++) {
      JsonObject object = object(random, 4);
      byte[] bytes = object.toBytes();
      assertEquals(object, CanonicalReader.read(bytes, 1 << 20), "seed 31, run " + run);
    }
  }

  /** Whatever is read was canonical: reading an altered text fails, or gives exactly that text. */
  @Test
  void read_randomlyAltered_isRefusedOrCanonical() {
    SplittableRandom random = new SplittableRandom(32);
    byte[] base = utf8("{\"a\":[0,-12,{\"b\":\"\u20ac\\\"\\\\\"}],\"c\":null,\"d\":true}");
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = base.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertArrayEquals(bytes, CanonicalReader.read(bytes, MAX).toBytes(), "run " + run);
      } catch (CloisterException e) {
        assertEquals(ErrorCode.LEDGER_ENTRY_INVALID, e.code(), "seed 32, run " + run);
      }
    }
  }

  private static JsonObject object(SplittableRandom random, int depth) {
    Map<String, JsonValue> members = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(
          String.valueOf((char) (0x20 + random.nextInt(0x5f))) + random.nextInt(100),
          value(random, depth - 1));
    }
    return JsonObject.of(members);
  }

  private static JsonValue value(SplittableRandom random, int depth) {
    return switch (depth == 0 ? 2 + random.nextInt(4) : random.nextInt(6)) {
      case 0 -> object(random, depth);
      case 1 -> new JsonArray(List.of(value(random, depth - 1), value(random, depth - 1)));
      case 2 -> new JsonText("\u6771\ud83d\ude02\"\\/" + (char) (0x80 + random.nextInt(0x5000)));
      case 3 -> new JsonInteger(random.nextLong(-JsonInteger.MAX, JsonInteger.MAX + 1));
      case 4 -> new JsonBoolean(random.nextBoolean());
      default -> new JsonNull();
    };
  }
}
