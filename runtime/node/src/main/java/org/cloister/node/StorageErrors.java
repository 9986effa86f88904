package org.cloister.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** From what the disk says to a code. */
final class StorageErrors {
  private StorageErrors() {}

  static CloisterException of(IOException cause, Path folder, long neededBytes) {
    return isFull(cause, folder, neededBytes)
        ? full(folder, neededBytes, cause)
        : new CloisterException(
            ErrorCode.STORAGE_FAILED,
            "The folder for vectors could not be used: "
                + cause.getClass().getSimpleName()
                + ". Check the disk and the folder's permissions.",
            cause);
  }

  static CloisterException full(Path folder, long neededBytes, @Nullable Throwable cause) {
    String message =
        "The disk must have room for "
            + neededBytes
            + " further bytes of a vector, had "
            + usable(folder)
            + "; free some or name a folder on another disk.";
    return cause == null
        ? new CloisterException(ErrorCode.STORAGE_FULL, message)
        : new CloisterException(ErrorCode.STORAGE_FULL, message, cause);
  }

  static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // Some file systems do not say; then the write itself has to tell.
      return Long.MAX_VALUE;
    }
  }

  /**
   * The message is the operating system's, in its language: room on the disk is the second sign.
   */
  private static boolean isFull(IOException cause, Path folder, long neededBytes) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("quota")
        || text.contains("not enough space")
        || usable(folder) < neededBytes;
  }
}
