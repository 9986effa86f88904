package org.cloister.app.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Files that are there whole or not at all, whatever happens while they are written. */
public final class AtomicFile {

  private AtomicFile() {}

  /** What fills a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces {@code file} in one step: written beside it, forced to disk, renamed.
   *
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if that fails; the old file stays
   */
  static void write(Path file, Content content) {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** The same for a few bytes. */
  public static void write(Path file, byte[] bytes) {
    write(
        file,
        channel -> {
          var buffer = java.nio.ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  static CloisterException failed(Path file, IOException cause) {
    return new CloisterException(
        ErrorCode.STORAGE_FAILED,
        "The file " + file + " must be writable; check free space and permissions of its folder.",
        cause);
  }

  private static void forceFolder(@org.jspecify.annotations.Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot open folders; there the rename is as durable as they make it.
      return;
    }
  }
}
