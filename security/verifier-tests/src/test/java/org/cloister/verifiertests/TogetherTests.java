package org.cloister.verifiertests;

import static org.cloister.verifiertests.ToldStory.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.ledger.entry.Heartbeat;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.log.Receipt;
import org.cloister.verifiertests.Auditor.Said;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that the real writer and witnesses wrote, under the eyes of the auditor's program. */
class TogetherTests {
  @TempDir static Path shared;
  @TempDir Path dir;

  private static ToldStory told;

  @BeforeAll
  static void tellTheStory() throws IOException {
    told = ToldStory.in(shared);
  }

  @Test
  void verify_honestFederation_isVerifiedWithoutAnyFinding() {
    Said said = Auditor.run(told.log(), "--policy", told.policy());
    assertEquals("[]", said.report().get("findings").toString());
    assertEquals("VERIFIED", said.verdict());
    assertEquals(0, said.exit());
    assertEquals(told.size(), said.checked("entries in chain and tree"));
    assertEquals(told.size(), said.checked("signatures of entries by keys that the log names"));
    assertEquals(3, said.checked("rounds that were opened"));
    assertEquals(11, said.checked("inputs of aggregates, each a contribution"));
    assertEquals(14, said.checked("statements of spent budget, none lower than before"));
    assertEquals(10, said.checked("approvals that other entries name"));
    assertEquals(4, said.checked("cosignatures of different witnesses on the checkpoint"));
    Set<String> types = new TreeSet<>();
    told.entries().forEach(entry -> types.add(text(ForgedLog.read(entry).members().get("type"))));
    assertEquals(18, types.size(), types.toString());
  }

  @Test
  void verify_simulatedFederation_saysThatIndependenceIsNotShown() throws IOException {
    try (WrittenLog log =
        new WrittenLog(ToldStory.PARTIES, Files.createDirectory(dir.resolve("s")))) {
      new Story(log).tell(true);
      Said said = Auditor.run(log.folder(), "--policy", told.policy());
      assertEquals("VERIFIED", said.verdict(), said.toString());
      assertTrue(said.report().get("notChecked").toString().contains("Independence"));
    }
  }

  @Test
  void verify_tooFewWitnesses_isInconclusive() throws IOException {
    SignedBody beat =
        SignedBody.sign(new Heartbeat(Parties.ORIGIN, "ntp", 1), ToldStory.PARTIES.coordinator);
    Said three = told.with(dir, story -> story.log.append(3, beat));
    assertEquals("VERIFIED", three.verdict(), three.toString());
    Said two = told.with(dir, story -> story.log.append(2, beat));
    assertEquals(10, two.exit());
    assertTrue(two.has("QUORUM_MISSING"));
  }

  @Test
  void verify_twoHistories_areFoundByAgainstAndCompare() throws IOException {
    Path a = grown("a", 1);
    Path b = grown("b", 2);
    Said against = Auditor.run(a, "--policy", told.policy(), "--against", b.resolve("checkpoint"));
    assertEquals(6, against.exit());
    assertTrue(against.has("SPLIT_VIEW"), against.toString());
    Said compared = Auditor.run("compare", a, b, "--policy", told.policy());
    assertTrue(compared.has("SPLIT_VIEW"), compared.toString());
    Said older =
        Auditor.run("compare", told.log().resolve("checkpoint"), a, "--policy", told.policy());
    assertEquals("VERIFIED", older.verdict(), older.toString());
    Said rollback =
        Auditor.run(told.log(), "--policy", told.policy(), "--against", a.resolve("checkpoint"));
    assertEquals(6, rollback.exit());
    assertTrue(rollback.has("ROLLBACK"), rollback.toString());
  }

  @Test
  void verify_truncatedFolder_isRefusedOrInconclusive() throws IOException {
    Path folder = dir.resolve("cut");
    WrittenLog.copy(told.log(), folder);
    Path bundle = folder.resolve("tile/entries/000.p/" + told.size());
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(told.verify(folder).has("ENTRIES_MALFORMED"));
    Files.delete(bundle);
    Said missing = told.verify(folder);
    assertTrue(missing.has("ENTRIES_MISSING"));
    assertEquals(10, missing.exit());
    Files.write(bundle, bytes);
    Files.delete(folder.resolve("tile/0/000.p/" + told.size()));
    assertTrue(told.verify(folder).has("TILE_MISSING"));
    // The operator takes an older checkpoint for the newest: the archived one tells on it.
    String older = String.format(java.util.Locale.ROOT, "%020d", told.size() - 1);
    Files.write(
        folder.resolve("checkpoint"),
        Files.readAllBytes(folder.resolve("checkpoints").resolve(older)));
    assertTrue(told.verify(folder).has("ROLLBACK"));
  }

  @Test
  void receipts_ofEveryContribution_verifyWithNothingElse() throws IOException {
    Path copy = Files.createDirectory(dir.resolve("copy"));
    try (WrittenLog log = WrittenLog.copyOf(told.root(), ToldStory.PARTIES, copy.resolve("x"))) {
      for (long seq : told.contributions()) {
        Receipt receipt = log.writer().receipt(seq);
        receipt.verify(ToldStory.PARTIES.policy);
        Path file = Files.writeString(dir.resolve("receipt-" + seq), receipt.text());
        Said said = Auditor.run("receipt", file, "--policy", told.policy());
        assertEquals(0, said.exit(), said.toString());
        assertEquals(1, said.checked("entry " + seq + " of type contribution in the signed tree"));
        String moved = receipt.text().replace("index " + seq, "index " + (seq + 1));
        Files.writeString(file, moved);
        Said refused = Auditor.run("receipt", file, "--policy", told.policy());
        assertTrue(refused.has("PROOF_INVALID"), refused.toString());
        assertFalse(moved.equals(receipt.text()));
      }
    }
  }

  private Path grown(String name, int offset) throws IOException {
    Path root = dir.resolve(name);
    try (WrittenLog log = WrittenLog.copyOf(told.root(), ToldStory.PARTIES, root)) {
      log.append(new Heartbeat(Parties.ORIGIN, "ntp", offset));
      return log.folder();
    }
  }
}
