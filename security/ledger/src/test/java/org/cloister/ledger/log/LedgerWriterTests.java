package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.entry.SignedBody;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.SimulatedDisk;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LedgerWriterTests {
  private final Federation federation = new Federation();
  private final SimulatedDisk disk = new SimulatedDisk();

  static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(CloisterException.class, action).code());
  }

  @Test
  void append_sizesAroundTiles_isReadBackAndReopened() {
    SplittableRandom random = new SplittableRandom(17);
    List<SignedBody> bodies = new ArrayList<>();
    bodies.add(federation.genesis());
    bodies.addAll(federation.contributions(0, 600));
    int at = 0;
    while (at < bodies.size()) {
      int count = Math.min(bodies.size() - at, at == 0 ? 1 : 1 + random.nextInt(120));
      try (LedgerWriter writer = federation.open(disk)) {
        Published published = writer.append(bodies.subList(at, at + count));
        assertEquals(at, published.first());
        at += count;
        assertEquals(at, Checkpoint.read(published.note().text()).size());
        assertFalse(published.check().quorum());
      }
      List<Entry> entries = federation.read(disk);
      assertEquals(at, entries.size(), "seed 17");
      assertEquals(bodies.get(at - 1).body(), entries.get(at - 1).body());
    }
    assertTrue(disk.files().containsKey("tile/0/001"));
    assertTrue(disk.files().keySet().stream().noneMatch(path -> path.contains("/001.p/")));
    assertTrue(disk.files().keySet().stream().noneMatch(path -> path.endsWith(".tmp")));
  }

  @Test
  void append_oneBatchOverManyTiles_isTheSameLog() {
    try (LedgerWriter writer = federation.open(disk)) {
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, 1300));
    }
    List<Entry> entries = federation.read(disk);
    assertEquals(1301, entries.size());
    assertTrue(entries.get(5).isSignedBy(federation.hospital.signer().verifyingKey()));
    assertFalse(entries.get(5).isSignedBy(federation.log.key().key()));
    federation.open(disk).close();
    assertEquals(entries, federation.read(disk));
  }

  @Test
  void commit_notBelongingHere_isRefusedAndNothingIsWritten() {
    LedgerWriter writer = federation.open(disk);
    long before = disk.operations();
    refused(ErrorCode.LEDGER_ENTRY_INVALID, () -> writer.commit(List.of()));
    refused(ErrorCode.LEDGER_ENTRY_INVALID, () -> writer.commit(federation.contributions(0, 1)));
    refused(
        ErrorCode.LEDGER_ENTRY_INVALID,
        () -> writer.commit(List.of(federation.genesis(), federation.genesis())));
    assertEquals(before, disk.operations());
    writer.append(List.of(federation.genesis()));
    refused(ErrorCode.LEDGER_ENTRY_INVALID, () -> writer.commit(List.of(federation.genesis())));
    writer.append(federation.contributions(0, 1));
    writer.close();
    assertEquals(2, federation.read(disk).size());
    refused(ErrorCode.LEDGER_STOPPED, () -> writer.append(federation.contributions(1, 1)));
  }

  @Test
  void publish_outOfOrder_isRefused() {
    LedgerWriter writer = federation.open(disk);
    Commit commit = writer.commit(List.of(federation.genesis()));
    assertThrows(IllegalStateException.class, () -> writer.commit(federation.contributions(0, 1)));
    assertEquals(Optional.empty(), writer.checkpoint());
    writer.publish(commit, List.of());
    assertThrows(IllegalStateException.class, () -> writer.publish(commit, List.of()));
    assertEquals(Optional.of(commit.note()), writer.checkpoint());
  }

  @Test
  void open_second_isLockedOut() {
    LedgerWriter first = federation.open(disk);
    refused(ErrorCode.LEDGER_LOCKED, () -> federation.open(disk));
    first.close();
    federation.open(disk).close();
  }

  @Test
  void publish_withWitnesses_hasAQuorumAndBadLinesAreRefused() {
    Witness w0 = federation.witness(0, new SimulatedDisk());
    Witness w1 = federation.witness(1, new SimulatedDisk());
    LedgerWriter writer = federation.open(disk);
    Commit commit = writer.commit(List.of(federation.genesis()));
    SignatureLine l0 = Federation.ask(w0, writer, commit, 0).requireCosigned();
    SignatureLine l1 = Federation.ask(w1, writer, commit, 0).requireCosigned();
    SignatureLine bad = new SignatureLine(l0.name(), l0.keyId(), l1.value());
    refused(ErrorCode.SIGNATURE_INVALID, () -> writer.publish(commit, List.of(bad)));
    Published one = writer.publish(commit, List.of(l0));
    refused(ErrorCode.QUORUM_MISSING, one.check()::requireQuorum);
    Published both = writer.cosign(List.of(l1));
    both.check().requireQuorum();
    new FolderReader(federation.policy, true).read(disk.files());
    Commit next = writer.commit(federation.contributions(0, 300));
    assertTrue(next.consistency().verifies(commit.head().root(), next.head().root()));
    List<SignatureLine> lines =
        List.of(
            Federation.ask(w0, writer, next, 1).requireCosigned(),
            Federation.ask(w1, writer, next, 1).requireCosigned());
    writer.publish(next, lines).check().requireQuorum();
    Receipt receipt = writer.receipt(200);
    receipt.verify(federation.policy).checkpoint().requireQuorum();
    writer.close();
    List<WitnessAnswer> answers =
        List.of(
            new WitnessAnswer("w0.example", w0.latestOf(Federation.ORIGIN)),
            new WitnessAnswer("w1.example", w1.latestOf(Federation.ORIGIN)));
    LedgerWriter.open(disk, federation.settings(), answers).close();
    new FolderReader(federation.policy, true).read(disk.files());
  }

  @Test
  void commit_nearlyFullDisk_isAnnouncedAndOnlyTheStopIsTaken() {
    List<Long> told = new ArrayList<>();
    LedgerSettings settings =
        federation.settings(new LedgerSettings.Space(40_000_000, 20_000_000, 5_000), told::add);
    disk.capacity(60_000_000);
    LedgerWriter writer = LedgerWriter.open(disk, settings, List.of());
    writer.append(List.of(federation.genesis()));
    assertEquals(List.of(), told);
    disk.capacity(30_000_000);
    writer.append(federation.contributions(0, 1));
    writer.append(federation.contributions(1, 1));
    assertEquals(1, told.size());
    disk.capacity(10_000_000);
    refused(ErrorCode.LEDGER_NEARLY_FULL, () -> writer.append(federation.contributions(2, 1)));
    refused(ErrorCode.LEDGER_NEARLY_FULL, () -> writer.append(federation.contributions(2, 1)));
    writer.recordStop(federation.stop());
    refused(ErrorCode.LEDGER_STOPPED, () -> writer.append(federation.contributions(2, 1)));
    refused(ErrorCode.LEDGER_STOPPED, () -> writer.recordStop(federation.stop()));
    assertEquals("incident", federation.read(disk).get(3).body().type());
    assertEquals(4, federation.read(disk).size());
  }

  /** The disk is full in the midst of an append: the reserve takes the stop, and all reads back. */
  @Test
  void commit_fullDisk_leavesTheStopRecorded() {
    LedgerSettings settings =
        federation.settings(new LedgerSettings.Space(0, 0, 60_000), LedgerListener.none());
    for (int room = 0; room < 60_000; room += 3_001) {
      SimulatedDisk full = new SimulatedDisk();
      LedgerWriter writer = LedgerWriter.open(full, settings, List.of());
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, 3));
      full.capacity(full.files().values().stream().mapToLong(b -> b.length).sum() + room);
      CloisterException e =
          assertThrows(
              CloisterException.class, () -> writer.append(federation.contributions(3, 200)));
      assertTrue(
          e.code() == ErrorCode.LEDGER_STORAGE || e.code() == ErrorCode.LEDGER_NEARLY_FULL,
          e.describe());
      writer.recordStop(federation.stop());
      writer.close();
      assertEquals(5, federation.read(full).size(), "room " + room);
    }
  }

  /** Every operation fails once or from then on: no acknowledged entry is lost, and it says so. */
  @Test
  void append_failingOperation_stopsAndReopensWhole() {
    for (long count : new long[] {1, Long.MAX_VALUE / 2}) {
      long failures = 0;
      for (int at = 1; ; at++) {
        SimulatedDisk failing = new SimulatedDisk();
        LedgerWriter writer = federation.open(failing);
        writer.append(List.of(federation.genesis()));
        failing.failAt(at, count);
        long acknowledged = 1;
        try {
          writer.append(federation.contributions(0, 2));
          acknowledged = 3;
          failing.failAt(Long.MAX_VALUE / 4, 1);
          writer.close();
        } catch (CloisterException e) {
          assertEquals(ErrorCode.LEDGER_STORAGE, e.code(), e.describe());
          failures++;
          CloisterException after =
              assertThrows(
                  CloisterException.class, () -> writer.append(federation.contributions(9, 1)));
          assertTrue(
              after.code() == ErrorCode.LEDGER_STOPPED
                  || after.code() == ErrorCode.LEDGER_NEARLY_FULL);
          failing.failAt(Long.MAX_VALUE / 4, 1);
          writer.close();
        }
        federation.open(failing).close();
        List<Entry> entries = federation.read(failing);
        assertTrue(entries.size() >= acknowledged, "at " + at);
        if (acknowledged == 3) {
          assertEquals(3, entries.size());
          break;
        }
      }
      assertTrue(failures > 15, "only " + failures + " operations");
    }
  }

  @Test
  void receipt_asText_isVerifiedWithThePolicyAlone() {
    try (LedgerWriter writer = federation.open(disk)) {
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, 20));
      Receipt receipt = Receipt.read(writer.receipt(7).text());
      assertEquals(writer.receipt(7), receipt);
      Receipt.Shown shown = receipt.verify(federation.policy);
      assertEquals(Federation.contributionBody(6), shown.entry().body());
      assertTrue(shown.entry().isSignedBy(federation.hospital.signer().verifyingKey()));
      byte[] text = receipt.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int bit = 0; bit < 8 * text.length; bit += 3) {
        byte[] altered = text.clone();
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
        String read = new String(altered, java.nio.charset.StandardCharsets.UTF_8);
        assertThrows(
            CloisterException.class,
            () -> Receipt.read(read).verify(federation.policy),
            "bit " + bit);
      }
      SignedNote other = writer.checkpoint().orElseThrow();
      refused(
          ErrorCode.PROOF_INVALID,
          () -> new Receipt(receipt.entry(), 8, receipt.path(), other).verify(federation.policy));
      refused(ErrorCode.PROOF_INVALID, () -> writer.receipt(21));
      refused(ErrorCode.PROOF_INVALID, () -> writer.receipt(-1));
      refused(ErrorCode.PROOF_INVALID, () -> writer.entry(21));
      assertEquals(Federation.contributionBody(19), writer.entry(20).body());
    }
  }
}
