package org.cloister.app.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** One process at a time; the system gives it back when the process is gone, however it went. */
final class RunLock implements AutoCloseable {

  static final String NAME = "lock";

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock in {@code folder}.
   *
   * @throws CloisterException {@link ErrorCode#OUTPUT_BUSY} if another run has it
   */
  static RunLock take(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel) == null) {
        channel.close();
        throw new CloisterException(
            ErrorCode.OUTPUT_BUSY,
            "The output folder must be used by one run at a time; another one holds "
                + file
                + ". Wait for it, end it, or name another folder.");
      }
      return new RunLock(file, channel);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED, "The file " + file + " must be writable, was not.", e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED, "The file " + file + " must be closable, was not.", e);
    }
  }
}
