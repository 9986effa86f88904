package org.cloister.app.state;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cloister.app.record.AtomicFile;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A folder of one party with its numbered states, for this account's eyes only.
 *
 * @param path of the folder
 * @param kind how the names of its states begin
 */
record StateFolder(Path path, String kind) {

  private static final String MEMORY = "memory-";

  static StateFolder ofCoordinator(Path out) {
    return new StateFolder(out.resolve("state"), "checkpoint-");
  }

  static StateFolder ofSite(Path out, String site) {
    return new StateFolder(out.resolve("sites").resolve(site).resolve("state"), MEMORY);
  }

  void make() {
    try {
      Files.createDirectories(path);
      if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  Path file(long number) {
    return path.resolve(kind + String.format(java.util.Locale.ROOT, "%010d", number) + ".bin");
  }

  /** The states that are there, by number. */
  NavigableMap<Long, Path> files() {
    NavigableMap<Long, Path> files = new TreeMap<>();
    if (!Files.isDirectory(path)) {
      return files;
    }
    try (Stream<Path> entries = Files.list(path)) {
      for (Path file : (Iterable<Path>) entries::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.matches(kind + "[0-9]{10,18}\\.bin")) {
          String digits = name.substring(kind.length(), name.length() - ".bin".length());
          files.put(Long.parseLong(digits), file);
        }
      }
      return files;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void delete(long number) {
    try {
      Files.deleteIfExists(file(number));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Makes what was deleted so far stay deleted. */
  void force() {
    AtomicFile.forceFolder(path);
  }

  /** Deletes it with all that is in it, and the site's folders around it that are empty then. */
  void deleteAll() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
      if (kind.equals(MEMORY)) {
        Path site = path.resolveSibling(".").normalize();
        Files.delete(site);
        Files.delete(site.resolveSibling(".").normalize());
      }
    } catch (DirectoryNotEmptyException e) {
      return; // somebody else keeps something there
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private CloisterException failed(IOException cause) {
    return new CloisterException(
        ErrorCode.STORAGE_FAILED,
        "The folder " + path + " must be writable; check free space and its permissions.",
        cause);
  }
}
