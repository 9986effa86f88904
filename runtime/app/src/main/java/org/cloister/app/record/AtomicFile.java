package org.cloister.app.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Files that are there whole or not at all, whatever happens while they are written. */
public final class AtomicFile {

  private static final FileAttribute<?> OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private AtomicFile() {}

  /** What fills a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; what this throws leaves the old file as it was. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces {@code file} in one step: written beside it, forced to disk, renamed.
   *
   * @throws CloisterException {@link ErrorCode#STORAGE_FAILED} if that fails; the old file stays
   */
  public static void write(Path file, Content content) {
    put(beside(file, content), file);
  }

  /**
   * The first half of {@link #write}: the content is on disk beside {@code file}, which has not
   * changed. Files that belong together are all written before the first is put in place.
   *
   * @return where the content is, for {@link #put}
   * @throws CloisterException as {@link #write}; nothing is left of it then
   */
  static Path beside(Path file, Content content) {
    return beside(file, content, new FileAttribute<?>[0]);
  }

  /** As {@link #write}, for this account's eyes only, where the file system knows of accounts. */
  public static void writePrivate(Path file, Content content) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    discard(part(file)); // what a crash left there may be open to others
    FileAttribute<?>[] owner = posix ? new FileAttribute<?>[] {OWNER} : new FileAttribute<?>[0];
    put(beside(file, content, owner), file);
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static Path beside(Path file, Content content, FileAttribute<?>[] attributes) {
    Path beside = part(file);
    boolean written = false;
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE),
              attributes)) {
        content.writeTo(channel);
        channel.force(true);
      }
      written = true;
      return beside;
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      if (!written) {
        discard(beside);
      }
    }
  }

  /** The second half of {@link #write}. */
  static void put(Path beside, Path file) {
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Half a file helps nobody, and its space is needed to say what happened. */
  static void discard(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      // The failure before this one is what must be told.
      return;
    }
  }

  /** The same for a few bytes. */
  public static void write(Path file, byte[] bytes) {
    write(file, bytes(bytes));
  }

  /** A few bytes as content. */
  public static Content bytes(byte[] bytes) {
    return channel -> {
      var buffer = java.nio.ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    };
  }

  static CloisterException failed(Path file, IOException cause) {
    return FullDisk.isSign(cause, file)
        ? new CloisterException(
            ErrorCode.STORAGE_FULL,
            "The disk of "
                + file
                + " must have room, is full; free some, or name a folder on another.",
            cause)
        : new CloisterException(
            ErrorCode.STORAGE_FAILED,
            "The file " + file + " must be writable; check the permissions of its folder.",
            cause);
  }

  /** Forces the names in a folder to disk. */
  public static void forceFolder(@org.jspecify.annotations.Nullable Path folder) {
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
