package org.cloister.ledger.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LedgerReaderTests {
  private final Federation federation = new Federation();

  @TempDir private Path folder;

  private LedgerReader reader() {
    return LedgerReader.open(new FileLedgerStore(folder));
  }

  private static void refused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(CloisterException.class, action).code());
  }

  private LedgerWriter writer() {
    return LedgerWriter.open(new FileLedgerStore(folder), federation.settings(), List.of());
  }

  @BeforeEach
  void write() {
    try (LedgerWriter writer = writer()) {
      writer.append(List.of(federation.genesis()));
      writer.append(federation.contributions(0, 399));
    }
  }

  @Test
  void receipt_everyEntry_verifies() {
    LedgerReader reader = reader();
    assertEquals(400, reader.head().size());
    for (long seq = 0; seq < 400; seq++) {
      Receipt receipt = reader.receipt(seq);
      assertEquals(reader.entry(seq), receipt.verify(federation.policy).entry());
    }
  }

  @Test
  void each_anyBounds_givesTheStoredBytesInOrder() {
    LedgerReader reader = reader();
    long[][] bounds = {{0, 400}, {-5, 3}, {255, 257}, {399, 1_000_000}, {256, 256}, {500, 600}};
    for (long[] b : bounds) {
      List<byte[]> entries = new ArrayList<>();
      reader.each(b[0], b[1], entries::add);
      long from = Math.max(0, b[0]);
      assertEquals(Math.max(0, Math.min(400, b[1]) - from), entries.size());
      for (int i = 0; i < entries.size(); i++) {
        assertArrayEquals(reader.stored(from + i).toArray(), entries.get(i));
      }
    }
  }

  @Test
  void consistency_everyOlderHead_verifies() {
    LedgerReader old = reader();
    try (LedgerWriter writer = writer()) {
      writer.append(federation.contributions(399, 250));
    }
    LedgerReader now = reader();
    assertTrue(now.consistency(old.head().size()).verifies(old.head().root(), now.head().root()));
    refused(ErrorCode.PROOF_INVALID, () -> old.consistency(now.head().size()));
  }

  @Test
  void read_ledgerGrowsMeanwhile_seesTheHeadThatItOpened() {
    LedgerReader reader = reader();
    Receipt before = reader.receipt(399);
    try (LedgerWriter writer =
        writer()) { // the partial tile and bundle of 144 make room for full ones
      writer.append(federation.contributions(399, 250));
    }
    assertEquals(before, reader.receipt(399));
    refused(ErrorCode.PROOF_INVALID, () -> reader.stored(400));
    refused(ErrorCode.PROOF_INVALID, () -> reader.stored(-1));
  }

  @Test
  void receipt_alteredEntry_isRefused() throws IOException {
    Path bundle = folder.resolve("tile/entries/000");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[40] ^= 1;
    Files.write(bundle, bytes);
    refused(ErrorCode.LEDGER_CORRUPT, () -> reader().receipt(0));
  }

  @Test
  void open_noLedger_isRefused() throws IOException {
    refused(
        ErrorCode.CHECKPOINT_INVALID,
        () -> LedgerReader.open(new FileLedgerStore(folder.resolve("nothing"))));
    Files.writeString(folder.resolve("checkpoint"), "x".repeat(70_000));
    refused(ErrorCode.CHECKPOINT_INVALID, this::reader);
    Files.writeString(folder.resolve("checkpoint"), Checkpoint.class.getName() + "\n");
    refused(ErrorCode.CHECKPOINT_INVALID, this::reader);
  }
}
