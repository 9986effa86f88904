package org.cloister.ledger.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The disk under a ledger, in steps as small as the disk's own: nothing here is durable before it
 * was forced. {@link DurableFiles} puts them in the right order. Paths are relative, with {@code
 * /}, and never leave the ledger's folder.
 *
 * <p>One thread at a time.
 */
public interface LedgerStore {

  /**
   * What a folder lists.
   *
   * @param name without the folder
   * @param folder whether it is one
   */
  record Child(String name, boolean folder) {}

  /** What is open and not yet durable. */
  interface Open extends Closeable {
    /** Returns after all that was done to it is on the disk. */
    void force() throws IOException;
  }

  /** A new file that is being written. */
  interface OpenFile extends Open {
    /** Appends bytes; they may be lost or torn until {@link #force}. */
    void write(byte[] bytes) throws IOException;
  }

  /** A folder, opened before its names change so that an error of its flush cannot be missed. */
  interface OpenFolder extends Open {
    /** Replaces {@code to} by {@code from} in one step; may be lost until {@link #force}. */
    void rename(String from, String to) throws IOException;

    /** Removes a name if it is there; may come back until {@link #force}. */
    void delete(String name) throws IOException;
  }

  /**
   * The contents; empty if there is no such file. Of a longer file {@code maxBytes + 1} bytes,
   * which is how the reader notices.
   */
  Optional<byte[]> read(String path, int maxBytes) throws IOException;

  /** What is in a folder, sorted by name; nothing if there is no such folder. */
  List<Child> list(String folder) throws IOException;

  /**
   * Makes a folder whose parent is there; false if it was there already. {@code ""} is the root.
   */
  boolean makeFolder(String folder) throws IOException;

  /** Opens a folder that is there. */
  OpenFolder openFolder(String folder) throws IOException;

  /** Begins a file, in place of an earlier one of the same name. */
  OpenFile create(String path) throws IOException;

  /** Forces all of them, in any order, perhaps at the same time; returns after the last. */
  default void forceAll(List<? extends Open> open) throws IOException {
    for (Open one : open) {
      one.force();
    }
  }

  /** Takes the lock of this name for this process; empty if somebody has it. */
  Optional<Closeable> tryLock(String path) throws IOException;

  /** How many bytes can still be written. */
  long usableBytes() throws IOException;
}
