package org.cloister.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** A folder that bundles are installed in. */
record PluginFolder(Path path) {

  /**
   * The files that are taken for bundles, by name.
   *
   * @throws CloisterException CL-0601 if the folder cannot be read
   */
  List<Path> bundles() {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The plugin folder " + path + " must be readable; check that it is there and its owner.",
          e);
    }
  }
}
