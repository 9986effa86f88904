package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and texts that somebody prepared for the auditor; each has a clear code. */
class HostileInputTests {
  @TempDir Path dir;

  @Test
  void verify_folderOfManyFiles_isDecided() throws IOException {
    verifyAmong(20_000);
  }

  @Test
  @Tag("large")
  void verify_folderOfAMillionFiles_isDecided() throws IOException {
    verifyAmong(1_000_000);
  }

  private void verifyAmong(int files) throws IOException {
    LogMaker.round().write(dir, 7);
    for (int i = 0; i < files; i++) {
      Files.createFile(dir.resolve((i % 2 == 0 ? "tile/0/stray-" : "checkpoints/stray-") + i));
    }
    Report report = LogMaker.verify(dir);
    assertEquals(Verdict.VERIFIED, report.verdict());
    assertEquals(files, report.counts().get(Code.FILE_UNKNOWN));
    assertEquals(20, report.findings().size());
  }

  @Test
  void verify_entryOfTheMostBytes_isReadAndOneMoreEndsTheBundle() throws IOException {
    LogMaker log = LogMaker.round();
    Json body = Json.of("x", "");
    LogMaker probe = LogMaker.round().add("later-type", body);
    int rest = 0xffff - probe.entries.get(7).length;
    log.add("later-type", body.with("x", "y".repeat(rest)));
    assertEquals(0xffff, log.entries.get(7).length);
    Report report = LogMaker.verify(log.write(dir, 8));
    assertEquals(Verdict.VERIFIED, report.verdict(), report.findings().toString());
    assertTrue(report.has(Code.TYPE_UNKNOWN));
    Path bundle = dir.resolve("tile/entries/000.p/8");
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, java.util.Arrays.copyOf(bytes, bytes.length + 1));
    assertTrue(LogMaker.verify(dir).has(Code.ENTRIES_MALFORMED));
  }

  @Test
  void verify_fileLargerThanItsFormat_isNotReadWhole() throws IOException {
    LogMaker.round().write(dir, 7);
    for (String file : List.of("checkpoint", "tile/0/000.p/7", "tile/entries/000.p/7")) {
      byte[] good = Files.readAllBytes(dir.resolve(file));
      Files.write(dir.resolve(file), new byte[20 << 20]);
      assertEquals(Verdict.FAILED, LogMaker.verify(dir).verdict(), file);
      Files.write(dir.resolve(file), good);
    }
    assertEquals(Verdict.VERIFIED, LogMaker.verify(dir).verdict());
  }

  @Test
  void entry_inNearlyTheRightSpelling_isNotCanonical() {
    String good = new String(LogMaker.round().entries.get(6), StandardCharsets.UTF_8);
    for (UnaryOperator<String> change :
        List.<UnaryOperator<String>>of(
            text -> " " + text,
            text -> text + "\n",
            text -> "\ufeff" + text,
            text -> text.replace("\"seq\":6", "\"seq\": 6"),
            text -> text.replace("\"seq\":6", "\"seq\":06"),
            text -> text.replace("\"seq\":6", "\"seq\":+6"),
            text -> text.replace("\"seq\":6", "\"seq\":6.0"),
            text -> text.replace("\"seq\":6", "\"seq\":6e0"),
            text -> text.replace("\"seq\":6", "\"seq\":-0"),
            text -> text.replace("\"seq\":6", "\"seq\":9007199254740992"),
            text -> text.replace("\"seq\":6", "\"seq\":" + "9".repeat(400)),
            text -> text.replace("\"v\":1", "\"v\":1,\"v\":1"),
            text -> text.replace("\"registry\"", "\"regi\\u0073try\""),
            text -> text.replace("\"registry\"", "\"regi\\/stry\""),
            text -> text.replace("\"registry\"", "\"regi\tstry\""),
            text -> text.replace("\"registry\"", "NaN"),
            text -> text.replace("\"registry\"", "[".repeat(15) + "]".repeat(15)))) {
      String bad = change.apply(good);
      assertEquals(Code.ENTRY_NOT_CANONICAL, refused(bad.getBytes(StandardCharsets.UTF_8)), bad);
    }
  }

  @Test
  void entry_thatIsNotUtf8_isNotCanonical() {
    String good = new String(LogMaker.round().entries.get(6), StandardCharsets.ISO_8859_1);
    for (String bytes :
        List.of(
            "\u0080",
            "\u00c0\u00af",
            "\u00e9",
            "\u00ed\u00a0\u0080",
            "\u00f4\u0090\u0080\u0080",
            "\u00ff")) {
      String bad = good.replace("registry", bytes);
      assertEquals(
          Code.ENTRY_NOT_CANONICAL, refused(bad.getBytes(StandardCharsets.ISO_8859_1)), bad);
    }
  }

  @Test
  void base64_withStrayBits_isRefusedWhereverItStands() {
    LogMaker log = LogMaker.round();
    String note = log.checkpoint(7);
    String root = note.split("\n")[2];
    Findings findings = new Findings();
    SignedHead.check(
        LogMaker.bytes(note.replace(root, stray(root))),
        LogMaker.policy("both"),
        findings,
        "checkpoint");
    assertTrue(findings.counts().containsKey(Code.CHECKPOINT_MALFORMED));
    String vkey = LogMaker.WITNESS_1.vkey() + "=";
    assertThrows(BadUsage.class, () -> Vkey.parse(vkey));
    for (String text : List.of("AB==", "AA", "AA=", "A A=", "AAA", "AA==\n", "-_==", "AAB=")) {
      assertThrows(Refused.class, () -> StrictText.base64(text, Code.ENTRY_INVALID), text);
    }
    Json genesis = LogMaker.genesisBody(true);
    String key = LogMaker.SITE_1.base64();
    LogMaker bad = new LogMaker();
    String entry =
        new String(new LogMaker().add("genesis", genesis).entries.get(0), StandardCharsets.UTF_8);
    bad.raw(entry.replace(key, stray(key)));
    assertTrue(LogMaker.verify(bad.write(dir, 1)).has(Code.ENTRY_INVALID));
  }

  /** The same bytes for a careless reader: the last character before "=" with one bit more. */
  private static String stray(String base64) {
    int at = base64.indexOf('=') - 1;
    return base64.substring(0, at) + (char) (base64.charAt(at) + 1) + base64.substring(at + 1);
  }

  @Test
  void policy_withUnknownKeysOrWords_isRefusedOrPassedOver() throws BadUsage {
    String log = "log " + LogMaker.LOG.vkey() + "\n";
    String later = new TestKey("later.example/w", 0x07).vkey();
    assertThrows(BadUsage.class, () -> read(log + "monitor x\nquorum none\n"));
    assertThrows(BadUsage.class, () -> read("log " + later + "\nquorum none\n"));
    assertThrows(BadUsage.class, () -> read(log + "witness w x+00000000+/wAA\nquorum none\n"));
    assertThrows(BadUsage.class, () -> read(log + "quorum none\u00e9\n"));
    // A kind of key that this program cannot check never counts.
    Policy policy = read(log + "witness w " + later + "\nquorum w\n");
    Report report = new Verifier(LogMaker.round().write(dir, 7), policy, Options.none()).verify();
    assertEquals(Verdict.INCONCLUSIVE, report.verdict());
    assertTrue(report.has(Code.QUORUM_MISSING));
  }

  private static Policy read(String text) throws BadUsage {
    return PolicyReader.read(LogMaker.bytes(text));
  }

  private static Code refused(byte[] bytes) {
    return assertThrows(Refused.class, () -> Entry.parse(bytes, 0, bytes.length)).code();
  }
}
