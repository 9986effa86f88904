package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each parser with text that is nearly right, and with text that chance made. */
class ParserTests {
  private static final int MUTATIONS = 4_000;
  private static final long SEED = 4711;

  @Test
  void policy_thatCountsAKeyTwiceOrIsUnclear_isRefused() {
    String log = "log " + LogMaker.LOG.vkey() + "\n";
    String w1 = "witness w1 " + LogMaker.WITNESS_1.vkey() + "\n";
    TestKey again =
        new TestKey(
            "other.example/w",
            4,
            NaiveTree.sha256(LogMaker.WITNESS_1.name.getBytes(StandardCharsets.UTF_8)));
    for (String bad :
        List.of(
            "",
            log,
            "quorum none\n",
            log + "log " + new TestKey("x.example", 1).vkey() + "\nquorum none\n",
            log + w1 + "witness w2 " + again.vkey() + "\nquorum w1\n",
            log + w1 + w1 + "quorum w1\n",
            log + w1 + "group g 2 w1\nquorum g\n",
            log + w1 + "group g 0 w1\nquorum g\n",
            log + w1 + "group g any w1 w1\nquorum g\n",
            log + w1 + "group g any w1\ngroup h any w1\nquorum g\n",
            log + "group g any w1\n" + w1 + "quorum g\n",
            log + w1 + "quorum w2\n",
            log + w1 + "quorum w1\nquorum none\n",
            log + "witness w1 " + LogMaker.LOG.vkey() + "\nquorum none\n",
            log + "hello w1\nquorum none\n",
            log.replace("+A", "+B") + "quorum none\n")) {
      assertThrows(
          BadUsage.class, () -> PolicyReader.read(bad.getBytes(StandardCharsets.UTF_8)), bad);
    }
  }

  @Test
  void vkey_thatIsNone_isRefused() {
    for (String bad :
        List.of("", "x", "x+", "x++", "++", "x+00000000+", "x+e3b0c442+", "x++AQ==")) {
      assertThrows(BadUsage.class, () -> Vkey.parse(bad), bad);
    }
  }

  @Test
  void ed25519_keysOfSmallOrderAndOtherSpellings_areRefused() throws Refused {
    for (String bad :
        List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
      byte[] raw = HexFormat.of().parseHex(bad);
      assertThrows(Refused.class, () -> Ed25519.of(raw, Code.ENTRY_INVALID), bad);
    }
    byte[] message = {1, 2, 3};
    byte[] signature = LogMaker.SITE_1.sign(message);
    Ed25519 key = Ed25519.of(LogMaker.SITE_1.raw(), Code.ENTRY_INVALID);
    assertTrue(key.verifies(message, signature));
    assertFalse(key.verifies(message, plusOrder(signature)));
    assertFalse(key.verifies(message, Arrays.copyOf(signature, 63)));
  }

  @Test
  void parsers_onMutatedText_refuseOrRead() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<byte[]> sources = FuzzSeeds.all();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] text = mutated(sources.get(i % sources.size()), random);
      for (Consumer<byte[]> target : FuzzTargets.all()) {
        try {
          target.accept(text);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + SEED + ", mutation " + i, e);
        }
      }
    }
  }

  @Test
  void entry_inAnotherSpelling_isRefused() throws Refused {
    String good = new String(LogMaker.round().entries.get(0), StandardCharsets.UTF_8);
    assertEquals(0, parse(good).seq());
    for (String bad :
        List.of(
            good.replace("\"v\":1", "\"v\":2"),
            good.replace("\"v\":1", "\"v\":\"1\""),
            good.replace(",\"v\":1", ",\"v\":1,\"w\":1"),
            good.replace("00:00:00Z", "00:00:00z"),
            good.replace("00:00:00Z", "00:00:00.0Z"),
            good.replace("00:00:00Z", "24:00:00Z"),
            good.replace("\"seq\":0", "\"seq\":-1"),
            good.replace("\"seq\":0", "\"seq\":00"),
            good.replace("\"prev\":\"0", "\"prev\":\"A"),
            good + "\n")) {
      assertThrows(Refused.class, () -> parse(bad), bad);
    }
  }

  private static Entry parse(String text) throws Refused {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Entry.parse(bytes, 0, bytes.length);
  }

  private static byte[] mutated(byte[] source, SplittableRandom random) {
    byte[] text =
        Arrays.copyOf(source, Math.max(1, source.length - random.nextInt(3) * random.nextInt(9)));
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(text.length);
      text[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : source[random.nextInt(Math.min(99, source.length))];
    }
    return text;
  }

  /** The same signature with S + L, which careless verifiers take. */
  private static byte[] plusOrder(byte[] signature) {
    BigInteger order =
        BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    BigInteger s = BigInteger.ZERO;
    for (int i = 63; i >= 32; i--) {
      s = s.shiftLeft(8).add(BigInteger.valueOf(signature[i] & 0xff));
    }
    s = s.add(order);
    byte[] other = signature.clone();
    for (int i = 32; i < 64; i++) {
      other[i] = s.byteValue();
      s = s.shiftRight(8);
    }
    return other;
  }
}
