package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.JobOutcome;
import org.cloister.ledger.store.FileLedgerStore;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's disk ends before the run does. */
@Timeout(300)
class FullDiskTests {
  private static final Set<ErrorCode> LEDGERS =
      Set.of(ErrorCode.LEDGER_STORAGE, ErrorCode.LEDGER_NEARLY_FULL, ErrorCode.LEDGER_STOPPED);

  @TempDir Path folder;

  /** Takes so many files, and then nothing any more. */
  private static final class Failing implements LedgerStore {
    private final LedgerStore disk;
    private final boolean readOnly;
    private int left;

    Failing(LedgerStore disk, int files, boolean readOnly) {
      this.disk = disk;
      this.left = files;
      this.readOnly = readOnly;
    }

    private void spend() throws IOException {
      left--;
      if (left < 0) {
        throw new IOException(readOnly ? "Read-only file system" : "No space left on device");
      }
    }

    @Override
    public OpenFile create(String path) throws IOException {
      if (readOnly) {
        spend();
        return disk.create(path);
      }
      OpenFile file = disk.create(path);
      return new OpenFile() {
        @Override
        public void write(byte[] bytes) throws IOException {
          spend();
          file.write(bytes);
        }

        @Override
        public void force() throws IOException {
          file.force();
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public Optional<byte[]> read(String path, int maxBytes) throws IOException {
      return disk.read(path, maxBytes);
    }

    @Override
    public List<Child> list(String in) throws IOException {
      return disk.list(in);
    }

    @Override
    public boolean makeFolder(String path) throws IOException {
      return disk.makeFolder(path);
    }

    @Override
    public OpenFolder openFolder(String path) throws IOException {
      return disk.openFolder(path);
    }

    @Override
    public Optional<Closeable> tryLock(String path) throws IOException {
      return disk.tryLock(path);
    }

    @Override
    public long usableBytes() throws IOException {
      return disk.usableBytes();
    }
  }

  /** How many files a run of two rounds writes. */
  private int files(Path in) throws Exception {
    Consortium all = new Consortium(Files.createDirectories(in), 2);
    Failing counting = new Failing(new FileLedgerStore(in.resolve("ledger")), 10_000, true);
    all.store = counting;
    assertInstanceOf(JobOutcome.Completed.class, all.run(2));
    return 10_000 - counting.left;
  }

  private void failAfter(int files, boolean readOnly) throws Exception {
    Path in = Files.createDirectories(folder.resolve(readOnly + "-" + files));
    Consortium all = new Consortium(in, 2);
    LedgerStore disk = new FileLedgerStore(in.resolve("ledger"));
    all.store = new Failing(disk, files, readOnly);
    boolean opened = false;
    try {
      JobOutcome outcome = all.run(2);
      opened = true;
      JobOutcome.Failed failed =
          assertInstanceOf(JobOutcome.Failed.class, outcome, "after " + files + " files");
      assertTrue(LEDGERS.contains(failed.code()), failed.toString());
    } catch (CloisterException e) {
      assertTrue(!opened && LEDGERS.contains(e.code()), e.toString());
    }
    all.store = disk;
    long released = 0;
    for (String line : all.entries("model-release")) {
      released += line.isEmpty() ? 0 : 1;
    }
    assertTrue(all.published.size() <= released, all.published + " of " + released);
    if (released > 0) {
      String report = all.verified();
      assertTrue(report.startsWith("0\n") || report.startsWith("10\n"), report);
    }
    Consortium.delete(in);
  }

  @Test
  void disk_full_anywhere_endsWithTheLedgersCodeAndPublishesNothingUnsaid() throws Exception {
    int all = files(folder.resolve("whole"));
    assertTrue(all > 30, "files " + all);
    for (int files = 1; files < all; files += 2) {
      failAfter(files, false);
    }
  }

  @Test
  void disk_readOnly_anywhere_endsTheSame() throws Exception {
    int all = files(folder.resolve("whole"));
    for (int files = 2; files < all; files += 4) {
      failAfter(files, true);
    }
  }
}
