package org.cloister.guard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Small text files of the configuration. */
final class TextFile {

  private TextFile() {}

  /** The lines, none if there is no such file. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The file " + file + " must be readable UTF-8 text; check its contents and its owner.",
          e);
    }
  }

  /** Replaces the file in one step: a crash leaves the old text or the new one. */
  static void replace(Path file, List<String> lines) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
      try {
        Files.writeString(fresh, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The file " + file + " could not be written; check its folder's owner and free space.",
          e);
    }
  }
}
