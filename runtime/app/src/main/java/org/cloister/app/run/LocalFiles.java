package org.cloister.app.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.spi.DataAccess;

/**
 * One file, or the files of one folder (not of folders in it), by name. A guest chooses among names
 * that were found here; it never gives a path.
 */
public final class LocalFiles implements DataAccess {

  private final SortedMap<String, Path> files;

  private LocalFiles(SortedMap<String, Path> files) {
    this.files = files;
  }

  /**
   * What a person named on the command line.
   *
   * @throws CloisterException {@link ErrorCode#DATA_UNREADABLE} if it is not there
   */
  public static LocalFiles readable(Path path) {
    try {
      if (Files.isReadable(path)) {
        return of(path);
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    throw unreadable(path, new NoSuchElementException("not readable"));
  }

  private static CloisterException unreadable(Path path, Exception cause) {
    return new CloisterException(
        ErrorCode.DATA_UNREADABLE,
        "There must be a file or folder "
            + Quoted.of(path.toString())
            + " that can be read, is none; check its name and permissions.",
        cause);
  }

  static LocalFiles of(Path path) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        entries
            .filter(Files::isRegularFile)
            .forEach(file -> files.put(String.valueOf(file.getFileName()), file));
      }
    } else {
      files.put(String.valueOf(path.getFileName()), path);
    }
    return new LocalFiles(files);
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public InputStream open(String name) throws IOException {
    Path file = files.get(name);
    if (file == null) {
      throw new NoSuchElementException("no such file among those of the site");
    }
    return new BufferedInputStream(Files.newInputStream(file));
  }
}
