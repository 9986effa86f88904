package org.cloister.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cloister.app.record.FullDisk;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for one run, for this account's eyes only, gone after it. */
public final class Scratch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** A fresh one under the system's folder for temporary files. */
  public static Scratch create() {
    try {
      return new Scratch(Files.createTempDirectory("cloister-"));
    } catch (IOException e) {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      String folder = "The folder for temporary files, " + parent + ", must ";
      throw FullDisk.isSign(e, parent)
          ? new CloisterException(
              ErrorCode.STORAGE_FULL,
              folder
                  + "have room, is full; free some, or name another by the environment variable TMPDIR.",
              e)
          : new CloisterException(
              ErrorCode.STORAGE_FAILED,
              folder
                  + "be there and writable, was not; name another by the environment variable TMPDIR.",
              e);
    }
  }

  /** A path in it. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("A folder for temporary files could not be removed: {}", folder);
    }
  }
}
