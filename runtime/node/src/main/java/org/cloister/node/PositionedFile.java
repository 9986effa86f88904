package org.cloister.node;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A temporary file that is read and written by position, and deleted when nobody holds it any more.
 * Safe for concurrent use.
 *
 * <p>An interrupt closes a {@link FileChannel} under everybody who reads it, and works of guests
 * are interrupted as a matter of course. So a channel that an interrupt closed is opened again, the
 * access is repeated, and the interrupt is kept for the caller to see.
 */
final class PositionedFile {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Storage storage;
  private final Cleaner.Cleanable cleanable;

  private PositionedFile(Storage storage) {
    this.storage = storage;
    this.cleanable = CLEANER.register(this, storage);
  }

  /** A fresh file in {@code folder}, listed in {@code open} until it is deleted. */
  static PositionedFile create(Path folder, Set<Storage> open) throws IOException {
    return of(Files.createTempFile(folder, "vector-", ".f32"), open);
  }

  static PositionedFile of(Path path, Set<Storage> open) throws IOException {
    Storage storage = new Storage(path, open);
    open.add(storage);
    return new PositionedFile(storage);
  }

  /** Fills the rest of {@code into} with the bytes from {@code position}. */
  void read(long position, ByteBuffer into) throws IOException {
    try {
      storage.transfer(position, into, FileChannel::read);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writes the rest of {@code from} at {@code position}. */
  void write(long position, ByteBuffer from) throws IOException {
    try {
      storage.transfer(position, from, FileChannel::write);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Deletes the file; nothing happens the second time. */
  void delete() {
    cleanable.clean();
  }

  /** One access of a channel by position. */
  private interface Access {
    int on(FileChannel channel, ByteBuffer buffer, long position) throws IOException;
  }

  /** What is left to clean up; must not hold the {@link PositionedFile}. */
  static final class Storage implements Runnable {
    private final Path path;
    private final Set<Storage> open;
    private FileChannel channel;
    private boolean deleted;

    private Storage(Path path, Set<Storage> open) throws IOException {
      this.path = path;
      this.open = open;
      this.channel = opened();
    }

    private FileChannel opened() throws IOException {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void transfer(long position, ByteBuffer buffer, Access access) throws IOException {
      int start = buffer.position();
      boolean interrupted = Thread.interrupted();
      try {
        while (buffer.hasRemaining()) {
          FileChannel current = current();
          try {
            if (access.on(current, buffer, position + buffer.position() - start) < 0) {
              throw new EOFException("a vector's file was cut");
            }
          } catch (ClosedChannelException e) {
            interrupted |= Thread.interrupted();
            reopen(current);
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private synchronized FileChannel current() {
      CloisterException.require(
          !deleted,
          ErrorCode.STORAGE_FAILED,
          "The storage of this vector was closed with the job that it belongs to.");
      return channel;
    }

    private synchronized void reopen(FileChannel broken) throws IOException {
      if (!deleted && channel == broken) {
        channel = opened();
      }
    }

    @Override
    public synchronized void run() {
      if (deleted) {
        return;
      }
      deleted = true;
      open.remove(this);
      try {
        channel.close();
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Nobody can do anything about it here, and the file is in a folder for temporary files.
        path.toFile().deleteOnExit();
      }
    }
  }
}
