package org.cloister.ledger.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.store.NotWritten;
import org.cloister.ledger.tree.Tile;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Keeps enough of the disk free for the ledger to say why it stops. One thread at a time. */
final class DiskSpace {
  private final LedgerStore store;
  private final DurableFiles files;
  private final LedgerSettings settings;
  private boolean announced;

  DiskSpace(LedgerStore store, DurableFiles files, LedgerSettings settings) {
    this.store = store;
    this.files = files;
    this.settings = settings;
  }

  /** Whether so many entries may be written; tells the listener when it gets tight. */
  boolean permits(int entries) {
    long usable = usable();
    boolean tight = usable < settings.space().announceBelow();
    if (tight && !announced) {
      settings.listener().nearlyFull(usable);
    }
    announced = tight;
    // At worst the last bundle is written anew with the largest entries.
    long worst = (entries + (long) Tile.FULL) * Entry.MAX_BYTES;
    long likely = Math.min(worst, 4L * entries * 1024 + (1 << 20));
    return usable - likely >= settings.space().stopBelow();
  }

  /** Puts the reserve there unless it is. */
  void keepReserve() {
    int bytes = settings.space().reserve();
    if (bytes == 0) {
      return;
    }
    Optional<Integer> there = files.read(Paths.RESERVE, bytes).map(content -> content.length);
    if (there.isPresent() && there.get() == bytes) {
      return;
    }
    try {
      files.put(Paths.RESERVE, new byte[bytes]);
    } catch (NotWritten e) {
      throw full(e);
    }
  }

  void releaseReserve() {
    files.deleteAll(List.of(Paths.RESERVE));
  }

  private long usable() {
    try {
      return store.usableBytes();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.LEDGER_STORAGE,
          "The ledger's disk must say how much is free, but did not; check its health.",
          e);
    }
  }

  static CloisterException nearlyFull() {
    return new CloisterException(
        ErrorCode.LEDGER_NEARLY_FULL,
        "The ledger's disk must have space left, but is nearly full; free some, then start again.");
  }

  static CloisterException full(NotWritten cause) {
    return new CloisterException(
        ErrorCode.LEDGER_STORAGE,
        "The ledger's disk must take what is written, but did not; free space or check its owner, then start again.",
        cause);
  }
}
