package org.cloister.ledger.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A real disk whose process dies at the n-th operation that changes something, as if killed: before
 * it, or in the midst of a write. Exists in tests alone.
 */
public final class FaultPoints implements LedgerStore {

  /** How a process ends that was killed here. */
  public static final int KILLED = 137;

  private final LedgerStore disk;
  private final long dieAt;
  private long operations;

  public FaultPoints(LedgerStore disk, long dieAt) {
    this.disk = disk;
    this.dieAt = dieAt;
  }

  private boolean isLast() {
    operations++;
    return operations == dieAt;
  }

  private void step() {
    if (isLast()) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    return disk.read(path, maxBytes);
  }

  @Override
  public List<Child> list(String folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public boolean makeFolder(String folder) throws IOException {
    step();
    return disk.makeFolder(folder);
  }

  @Override
  public OpenFolder openFolder(String folder) throws IOException {
    OpenFolder open = disk.openFolder(folder);
    return new OpenFolder() {
      @Override
      public void rename(String from, String to) throws IOException {
        step();
        open.rename(from, to);
      }

      @Override
      public void delete(String name) throws IOException {
        step();
        open.delete(name);
      }

      @Override
      public void force() throws IOException {
        step();
        open.force();
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }

  @Override
  public OpenFile create(String path) throws IOException {
    step();
    OpenFile open = disk.create(path);
    return new OpenFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        if (isLast()) {
          open.write(Arrays.copyOf(bytes, bytes.length / 2));
          Runtime.getRuntime().halt(KILLED);
        }
        open.write(bytes);
      }

      @Override
      public void force() throws IOException {
        step();
        open.force();
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
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
