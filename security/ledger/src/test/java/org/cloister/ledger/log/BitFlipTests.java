package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cloister.ledger.note.SignatureLine;
import org.cloister.ledger.store.SimulatedDisk;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every bit of every file of a small ledger matters. */
class BitFlipTests {
  private final Federation federation = new Federation();
  private final SimulatedDisk disk = new SimulatedDisk();

  @BeforeEach
  void smallLedger() {
    Witness w0 = federation.witness(0, new SimulatedDisk());
    Witness w1 = federation.witness(1, new SimulatedDisk());
    try (LedgerWriter writer = LedgerWriter.open(disk, federation.settings(), List.of())) {
      long seen = 0;
      for (var batch : List.of(List.of(federation.genesis()), federation.contributions(0, 2))) {
        Commit commit = writer.commit(batch);
        List<SignatureLine> lines =
            List.of(
                Federation.ask(w0, writer, commit, seen).requireCosigned(),
                Federation.ask(w1, writer, commit, seen).requireCosigned());
        writer.publish(commit, lines).check().requireQuorum();
        seen = commit.head().size();
      }
    }
  }

  @Test
  void read_aBitOfEveryByteFlipped_isCaught() {
    assertAllCaught(at -> IntStream.of(8 * at + at % 8));
  }

  @Tag("large")
  @Test
  void read_everyBitFlip_isCaught() {
    assertAllCaught(at -> IntStream.range(8 * at, 8 * at + 8));
  }

  /** Which bits of the byte at an index are flipped, each by itself. */
  private void assertAllCaught(IntFunction<IntStream> bits) {
    Map<String, byte[]> files = disk.files();
    FolderReader reader = new FolderReader(federation.policy, true);
    assertEquals(3, reader.read(files).size());
    for (String path : files.keySet()) {
      if (!path.startsWith(".state/") || path.equals(".state/pending")) {
        int length = files.get(path).length;
        IntStream.range(0, length)
            .flatMap(bits)
            .forEach(bit -> assertCaught(reader, files, path, bit));
      }
    }
  }

  private void assertCaught(FolderReader reader, Map<String, byte[]> files, String path, int bit) {
    byte[] altered = Objects.requireNonNull(files.get(path)).clone();
    altered[bit / 8] ^= (byte) (1 << (bit % 8));
    if (path.startsWith("checkpoints/") && onlyAForeignLineNow(altered)) {
      return;
    }
    Map<String, byte[]> all = new TreeMap<>(files);
    all.put(path, altered);
    assertThrows(FolderReader.Invalid.class, () -> reader.read(all), path + " bit " + bit);
  }

  /** C2SP wants lines of unknown keys ignored; in an older checkpoint nobody demands a quorum. */
  private boolean onlyAForeignLineNow(byte[] note) {
    try {
      var check = federation.policy.check(org.cloister.ledger.note.SignedNote.read(note));
      return !check.notes().warnings().isEmpty() && check.witnesses().size() == 1;
    } catch (CloisterException e) {
      return false;
    }
  }

  @Test
  void open_bitFlips_haltWithTheRightCode() {
    Map<String, byte[]> files = disk.files();
    int caught = 0;
    for (String path : files.keySet()) {
      byte[] content = files.get(path);
      if (path.startsWith(".state/") && !path.equals(".state/pending")) {
        continue;
      }
      boolean former = path.endsWith(".p/1");
      for (int bit = 0; bit < 8 * content.length; bit += 29) {
        byte[] altered = content.clone();
        altered[bit / 8] ^= (byte) (1 << (bit % 8));
        SimulatedDisk damaged = disk.copy();
        damaged.tamper(path, altered);
        if (former || (path.startsWith("checkpoint") && stillHolds(altered))) {
          continue;
        }
        CloisterException e =
            assertThrows(
                CloisterException.class,
                () -> LedgerWriter.open(damaged, federation.settings(), List.of()).close(),
                path + " bit " + bit);
        assertTrue(
            Set.of(ErrorCode.LEDGER_CORRUPT, ErrorCode.LEDGER_ROLLBACK).contains(e.code()),
            path + " bit " + bit + " " + e.describe());
        caught++;
      }
    }
    assertTrue(caught > 500, "only " + caught);
  }

  private boolean stillHolds(byte[] note) {
    try {
      federation.policy.check(org.cloister.ledger.note.SignedNote.read(note));
      return true;
    } catch (CloisterException e) {
      return false;
    }
  }
}
