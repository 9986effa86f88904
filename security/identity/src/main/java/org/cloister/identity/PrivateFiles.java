package org.cloister.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Files that are their owner's alone: born with mode 0600 in folders of mode 0700, and refused when
 * others could have read or changed them. A group may read, since secrets are handed to services
 * that way. Where a file system knows no such modes, its own rules hold.
 */
final class PrivateFiles {
  private static final Set<PosixFilePermission> TOO_OPEN =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private PrivateFiles() {}

  /** All of a file of at most {@code maxBytes}; the caller wipes it. */
  static byte[] read(Path file, int maxBytes, String what) {
    try {
      requireOwn(file, what);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        CloisterException.require(
            bytes.length <= maxBytes,
            ErrorCode.IDENTITY_UNREADABLE,
            "The " + what + " must have at most " + maxBytes + " bytes: " + name(file) + ".");
        return bytes;
      }
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.IDENTITY_UNREADABLE,
          "The "
              + what
              + " must be a file that can be read, "
              + name(file)
              + " is not ("
              + e.getClass().getSimpleName()
              + "); check its path and owner.",
          e);
    }
  }

  private static void requireOwn(Path file, String what) throws IOException {
    if (posix(file)) {
      Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
      open.addAll(Files.getPosixFilePermissions(file));
      open.retainAll(TOO_OPEN);
      CloisterException.require(
          open.isEmpty(),
          ErrorCode.IDENTITY_UNREADABLE,
          "The "
              + what
              + " must be its owner's alone, and other users can read or change "
              + name(file)
              + "; chmod 600 it.");
    }
  }

  /** Writes a file that is not there yet; on the disk when this returns. */
  static void writeNew(Path file, byte[] content) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder, mode(folder, "rwx------"));
      }
      Set<StandardOpenOption> options =
          EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel channel = FileChannel.open(file, options, mode(file, "rw-------"))) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "A new file must be written, and "
              + name(file)
              + " cannot be ("
              + e.getClass().getSimpleName()
              + "); free its place, or choose another.",
          e);
    }
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return Quoted.of(name == null ? file.toString() : name.toString());
  }
}
