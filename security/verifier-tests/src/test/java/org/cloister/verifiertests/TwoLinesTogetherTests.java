package org.cloister.verifiertests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cloister.ledger.log.Receipt;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.model.CloisterException;
import org.cloister.verifiertests.Auditor.Said;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer signs with Ed25519 and ML-DSA-44, under the eyes of the auditor's program. */
class TwoLinesTogetherTests {
  @TempDir static Path dir;

  private static final Parties PARTIES = Parties.withMlDsa();
  private static Path log;
  private static Path policy;
  private static Receipt receipt;
  private static long heads;

  @BeforeAll
  static void tellTheStory() throws IOException {
    policy = Files.writeString(dir.resolve("policy"), PARTIES.policy.text());
    try (WrittenLog written = new WrittenLog(PARTIES, Files.createDirectory(dir.resolve("told")))) {
      new Story(written).tell(false);
      log = written.folder();
      receipt = written.writer().receipt(3);
    }
    try (var files = Files.list(log.resolve("checkpoints"))) {
      heads = files.count();
    }
  }

  private static Said verify() {
    return Auditor.run(log, "--policy", policy);
  }

  private static SignedNote head() throws IOException {
    return SignedNote.read(Files.readAllBytes(log.resolve("checkpoint")));
  }

  @Test
  void verify_writersLog_holdsAndSaysWhichHeadsHadTheLine() {
    Said said = verify();
    assertEquals("[]", said.report().get("findings").toString());
    assertEquals(0, said.exit());
    assertEquals(2, said.checked("signatures of the log on the checkpoint"));
    assertEquals(
        heads, said.checked("archived checkpoints that the log signed with ML-DSA-44 too"));
    String[] vkey = PARTIES.log.keys().get(1).vkey().split("\\+");
    assertEquals(
        vkey[0] + "+" + vkey[1] + " (ML-DSA-44)",
        said.report().get("facts").get("second line of the log").asText());
  }

  @Test
  void verify_writersPolicyWithoutTheKey_ignoresTheLine() throws IOException {
    WitnessPolicy alone = new Parties().policy;
    Path older = Files.writeString(dir.resolve("older"), alone.text());
    Said said = Auditor.run(log, "--policy", older);
    assertEquals(0, said.exit(), said.toString());
    assertTrue(said.has("SIGNATURE_LINE_UNKNOWN"));
    assertEquals(1, alone.check(head()).notes().warnings().size());
  }

  /** Whatever one of them refuses of a head's lines, the other refuses too. */
  @Test
  void check_linesMissingSwappedOrForeign_isTheSameForBoth() throws IOException {
    SignedNote good = head();
    List<SignatureLine> lines = good.signatures();
    SignatureLine other =
        new LogSigner(
                Parties.ORIGIN,
                new Parties().coordinator.signer(),
                java.util.Optional.of(Parties.mlDsaKey(7)))
            .sign(org.cloister.ledger.note.Checkpoint.read(good.text()))
            .signatures()
            .get(1);
    List<List<SignatureLine>> bad = new ArrayList<>();
    for (int mask = 0; mask < 3; mask++) { // none, the first, the second of the log's lines
      List<SignatureLine> some = new ArrayList<>(lines.subList(2, lines.size()));
      if (mask > 0) {
        some.add(0, lines.get(mask - 1));
      }
      bad.add(some);
      List<SignatureLine> more = new ArrayList<>(some);
      more.add(other);
      bad.add(more);
    }
    List<SignatureLine> forged = new ArrayList<>(lines);
    forged.set(1, new SignatureLine(Parties.ORIGIN, lines.get(1).keyId(), other.value()));
    bad.add(forged);
    for (List<SignatureLine> some : bad) {
      refused(new SignedNote(good.text(), some));
    }
    List<SignatureLine> turned = new ArrayList<>(lines);
    Collections.reverse(turned);
    SignedNote fine = new SignedNote(good.text(), turned);
    PARTIES.policy.check(fine).requireQuorum();
    assertEquals(0, with(fine.toBytes()).exit());
  }

  @Test
  void check_bitsOfTheSecondLine_areRefusedByBoth() throws IOException {
    byte[] good = head().toBytes();
    String text = new String(good, StandardCharsets.ISO_8859_1);
    int at = text.indexOf('\n', text.indexOf("\n\n") + 2) + 1;
    int end = text.indexOf('\n', at);
    assertTrue(end - at > 3000);
    for (int bit = 8 * at; bit < 8 * end; bit += 61) {
      byte[] changed = good.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(
          CloisterException.class, () -> PARTIES.policy.check(SignedNote.read(changed)), "" + bit);
      Files.write(dir.resolve("head"), changed);
      Said said =
          Auditor.run("compare", dir.resolve("head"), dir.resolve("head"), "--policy", policy);
      assertEquals(6, said.exit(), bit + " " + said);
    }
  }

  @Test
  void receipt_withAndWithoutTheLine_isTheSameForBoth() throws IOException {
    receipt.verify(PARTIES.policy).checkpoint().requireQuorum();
    Path file = Files.writeString(dir.resolve("receipt"), receipt.text());
    assertEquals(0, Auditor.run("receipt", file, "--policy", policy).exit());
    List<SignatureLine> lines = new ArrayList<>(receipt.checkpoint().signatures());
    lines.remove(1);
    SignedNote note = new SignedNote(receipt.checkpoint().text(), lines);
    Receipt cut = new Receipt(receipt.entry(), receipt.index(), receipt.path(), note);
    assertThrows(CloisterException.class, () -> cut.verify(PARTIES.policy));
    Files.writeString(file, cut.text());
    assertTrue(Auditor.run("receipt", file, "--policy", policy).has("CHECKPOINT_SIGNATURE"));
  }

  private static void refused(SignedNote note) throws IOException {
    assertThrows(CloisterException.class, () -> PARTIES.policy.check(note));
    Said said = with(note.toBytes());
    assertEquals(6, said.exit(), said.toString());
    assertTrue(said.has("CHECKPOINT_SIGNATURE"), said.toString());
  }

  private static Said with(byte[] checkpoint) throws IOException {
    Path file = log.resolve("checkpoint");
    byte[] good = Files.readAllBytes(file);
    try {
      Files.write(file, checkpoint);
      return verify();
    } finally {
      Files.write(file, good);
    }
  }
}
