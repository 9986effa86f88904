package org.cloister.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the files of a log, never more of one than the format allows, and writes nothing. */
final class LogFolder {
  private static final String SIZE_NAME = "[0-9]{20}";

  private final Path root;

  LogFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  boolean exists(String path) {
    return Files.isRegularFile(root.resolve(path));
  }

  /**
   * The bytes of a file.
   *
   * @return null if there is no such file
   * @throws Refused with {@code tooLong} if it has more than {@code max} bytes
   */
  byte @Nullable [] read(String path, int max, Code tooLong) throws Refused {
    return exists(path) ? read(root.resolve(path), max, tooLong) : null;
  }

  static byte[] read(Path file, int max, Code tooLong) throws Refused {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(max + 1);
    } catch (IOException e) {
      throw new Refused(Code.FILE_UNREADABLE, "the file could not be read");
    }
    if (bytes.length > max) {
      throw new Refused(tooLong, "the file has more than " + max + " bytes");
    }
    return bytes;
  }

  /** The widths of the partial tiles that lie beside a full one's place. */
  SortedSet<Integer> partials(String path) throws Refused {
    SortedSet<Integer> widths = new TreeSet<>();
    Path folder = root.resolve(path + ".p");
    if (!Files.isDirectory(folder)) {
      return widths;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[1-9][0-9]{0,2}") && Integer.parseInt(name) < TilePath.WIDTH) {
          widths.add(Integer.parseInt(name));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new Refused(Code.FILE_UNREADABLE, "the folder " + path + ".p could not be read");
    }
    return widths;
  }

  /** The sizes of which a checkpoint was kept, ascending. */
  long[] archivedSizes() throws Refused {
    Path folder = root.resolve("checkpoints");
    long[] sizes = new long[16];
    int count = 0;
    if (!Files.isDirectory(folder)) {
      return new long[0];
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.matches(SIZE_NAME) && name.compareTo(archiveName(Long.MAX_VALUE)) <= 0) {
          if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * count);
          }
          sizes[count++] = Long.parseLong(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new Refused(Code.FILE_UNREADABLE, "the folder checkpoints could not be read");
    }
    long[] found = Arrays.copyOf(sizes, count);
    Arrays.sort(found);
    return found;
  }

  static String archiveName(long size) {
    String digits = Long.toString(size);
    return "0".repeat(20 - digits.length()) + digits;
  }
}
