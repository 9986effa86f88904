package org.cloister.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log's line of ML-DSA-44. The notes in the resources were put together by another program from
 * the text of C2SP tlog-cosignature, and signed by JDK 25 (that of time 0) and OpenSSL 4.0.
 */
class SecondLineTests {
  static final MlDsaTestKey SECOND = new MlDsaTestKey(LogMaker.ORIGIN, "second");
  private static final MlDsaTestKey OTHER = new MlDsaTestKey(LogMaker.ORIGIN, "other");
  private static final MlDsaTestKey WITNESS = new MlDsaTestKey("w.example", "witness");

  @TempDir Path dir;

  static String policyText(String quorum) {
    return LogMaker.policyText(quorum) + "log " + SECOND.vkey() + "\n";
  }

  static Policy policy(String quorum) {
    return read(policyText(quorum));
  }

  private static Policy read(String text) {
    try {
      return PolicyReader.read(LogMaker.bytes(text));
    } catch (BadUsage e) {
      throw new IllegalStateException(e.what());
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = SecondLineTests.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SignedHead head(byte[] note, Policy policy) {
    return SignedHead.check(note, policy, new Findings(), "");
  }

  private static LogMaker round() {
    LogMaker log = LogMaker.round();
    log.second = SECOND;
    return log;
  }

  private Report verify() {
    return new Verifier(dir, policy("both"), Options.none()).verify();
  }

  @Test
  void check_notesOfOtherPrograms_hold() {
    Policy policy = read(new String(resource("ml-dsa-44.policy"), StandardCharsets.UTF_8));
    for (String name : List.of("ml-dsa-44.note", "ml-dsa-44-timed.note")) {
      SignedHead head = head(resource(name), policy);
      assertNotNull(head, name);
      assertEquals(policy.logs().subList(1, 2), head.secondKeys());
      assertEquals(-1, head.newest(), "a log's own time does not make a head fresh");
    }
  }

  @Test
  void check_aBitOfEveryByteFlippedAndEveryTruncation_isRefused() {
    requireNoticed(7);
  }

  @Tag("large")
  @Test
  void check_everyBitFlipAndTruncation_isRefused() {
    requireNoticed(1);
  }

  private static void requireNoticed(int step) {
    Policy policy = read(new String(resource("ml-dsa-44.policy"), StandardCharsets.UTF_8));
    byte[] note = resource("ml-dsa-44-timed.note");
    for (int bit = 0; bit < 8 * note.length; bit += step) {
      byte[] changed = note.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertNull(head(changed, policy), "bit " + bit);
    }
    for (int length = 0; length < note.length; length++) {
      assertNull(head(Arrays.copyOf(note, length), policy), "cut to " + length);
    }
  }

  @Test
  void verify_logWithBothLines_saysUnderWhichKey() {
    round().write(dir, 2, 7);
    Report report = verify();
    assertEquals(Verdict.VERIFIED, report.verdict(), report.counts().toString());
    assertEquals(
        report.keys().get(1).substring("log ".length()),
        report.facts().get("second line of the log"));
    assertTrue(report.keys().get(1).endsWith(" (ML-DSA-44)"));
    assertEquals(2, report.checked().get("signatures of the log on the checkpoint"));
    assertEquals(
        2, report.checked().get("archived checkpoints that the log signed with ML-DSA-44 too"));
    Report receiptless = LogMaker.verify(dir);
    assertEquals(Verdict.VERIFIED, receiptless.verdict());
    assertTrue(receiptless.has(Code.SIGNATURE_LINE_UNKNOWN), "the policy without the key");
    assertNull(receiptless.facts().get("second line of the log"));
  }

  @Test
  void verify_lineMissingOrOfAnotherKey_isRefusedInEveryHead() throws IOException {
    LogMaker log = round();
    log.write(dir, 2, 7);
    String good = log.checkpoint(7);
    byte[] root = NaiveTree.root(log.leaves);
    String second = SECOND.line(LogMaker.ORIGIN, 7, root, 0);
    String other = OTHER.line(LogMaker.ORIGIN, 7, root, 0);
    String first = LogMaker.LOG.line(good.substring(0, good.indexOf("\n\n") + 1));
    assertTrue(good.contains(second) && good.contains(first));
    for (String bad :
        List.of(
            good.replace(second, ""),
            good.replace(first, ""),
            good.replace(first, "").replace(second, ""),
            good.replace(second, other),
            good.replace(second, SECOND.line(LogMaker.ORIGIN, 8, root, 0)),
            good.replace(second, SECOND.line(LogMaker.ORIGIN, 7, root, -1)),
            good.replace(second, SECOND.line("else.example", 7, root, 0)))) {
      for (String file : List.of("checkpoint", "checkpoints/" + LogFolder.archiveName(7))) {
        Files.writeString(dir.resolve(file), bad);
        Report report = verify();
        assertEquals(Verdict.FAILED, report.verdict(), bad);
        assertTrue(report.has(Code.CHECKPOINT_SIGNATURE), report.counts().toString());
        Files.writeString(dir.resolve(file), good);
      }
    }
    Files.writeString(dir.resolve("checkpoint"), good.replace(second, other + second));
    assertEquals(Verdict.VERIFIED, verify().verdict());
    Files.writeString(
        dir.resolve("checkpoint"),
        good.replace(second, SECOND.line(LogMaker.ORIGIN, 7, root, 1_800_000_000L)));
    assertEquals(Verdict.VERIFIED, verify().verdict());
  }

  @Test
  void receipt_lineCutOut_isRefused() throws IOException {
    LogMaker log = round();
    log.write(dir, 7);
    String receipt = new String(FuzzSeeds.receipt(log, log.checkpoint(7)), StandardCharsets.UTF_8);
    Path file = Files.writeString(dir.resolve("receipt"), receipt);
    assertEquals(Verdict.VERIFIED, new ReceiptCheck(file, null, policy("both")).verify().verdict());
    String second = SECOND.line(LogMaker.ORIGIN, 7, NaiveTree.root(log.leaves), 0);
    Files.writeString(file, receipt.replace(second, ""));
    Report report = new ReceiptCheck(file, null, policy("both")).verify();
    assertTrue(report.has(Code.CHECKPOINT_SIGNATURE));
  }

  @Test
  void policy_secondKeyAloneOrTwiceOrOfAWitness_isRefused() {
    for (String bad :
        List.of(
            "log " + SECOND.vkey() + "\nquorum none\n",
            policyText("both") + "log " + SECOND.vkey() + "\n",
            policyText("both") + "witness w " + SECOND.vkey() + "\n",
            policyText("both") + "log " + WITNESS.vkey() + "\n",
            policyText("both").replace(SECOND.vkey(), "x" + SECOND.vkey()))) {
      assertThrows(BadUsage.class, () -> PolicyReader.read(LogMaker.bytes(bad)));
    }
  }

  @Test
  void policyOfKeys_inAnyOrder_takesTheSecondKeyForTheLogs() throws BadUsage {
    Vkey second = Vkey.parse(SECOND.vkey());
    Vkey witness = Vkey.parse(WITNESS.vkey());
    Policy policy = Policy.ofKeys(List.of(witness, second, Vkey.parse(LogMaker.LOG.vkey())));
    assertTrue(policy.namesSecondKey());
    assertEquals(List.of(witness), policy.witnesses());
    assertThrows(BadUsage.class, () -> Policy.ofKeys(List.of(second)));
  }

  /** C2SP tlog-policy lets a witness have such a key; tlog-witness wants it to say when. */
  @Test
  void check_witnessWithSuchAKey_countsIfItSaysWhen() {
    LogMaker log = LogMaker.round();
    log.cosigners = List.of();
    String note = log.checkpoint(7);
    byte[] root = NaiveTree.root(log.leaves);
    Policy asks =
        read("log " + LogMaker.LOG.vkey() + "\nwitness w " + WITNESS.vkey() + "\nquorum w\n");
    SignedHead timed =
        head(LogMaker.bytes(note + WITNESS.line(LogMaker.ORIGIN, 7, root, LogMaker.TIME)), asks);
    assertTrue(asks.quorum().isMetBy(timed.cosigners()));
    assertEquals(LogMaker.TIME, timed.newest());
    for (String line :
        List.of(
            WITNESS.line(LogMaker.ORIGIN, 7, root, 0),
            WITNESS.line(LogMaker.ORIGIN, 7, root, -5),
            WITNESS.line(LogMaker.ORIGIN, 6, root, LogMaker.TIME))) {
      Findings findings = new Findings();
      SignedHead head = SignedHead.check(LogMaker.bytes(note + line), asks, findings, "checkpoint");
      assertFalse(asks.quorum().isMetBy(head.cosigners()));
      assertEquals(Verdict.FAILED, findings.verdict());
    }
  }
}
