package org.cloister.app.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cloister.app.record.FullDisk;
import org.cloister.app.record.Json;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Small files beside the ledger. Their loss in a crash costs a proof, never a promise. */
final class AppendedLines {

  private AppendedLines() {}

  static void append(Path file, ObjectNode line) {
    write(file, Json.line(line) + "\n", StandardOpenOption.APPEND);
  }

  static void replace(Path file, String text) {
    write(file, text, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static void write(Path file, String text, StandardOpenOption how) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw new CloisterException(
          FullDisk.isSign(e, file) ? ErrorCode.STORAGE_FULL : ErrorCode.STORAGE_FAILED,
          "The file " + file + " must be writable; check the disk's room and permissions.",
          e);
    }
  }
}
