package org.cloister.app.record;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a failure came from a disk without room. */
public final class FullDisk {

  /** Less than a block: whatever was to be written did not fit. */
  private static final long BLOCK_BYTES = 4096;

  private FullDisk() {}

  /**
   * The failure's message is the operating system's, in its language: the room that is left is the
   * second sign. Ask before anything is removed.
   *
   * @param file what was being written; it need not be there
   */
  public static boolean isSign(IOException failure, Path file) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("quota")
        || text.contains("not enough space")
        || room(file) < BLOCK_BYTES;
  }

  private static long room(Path file) {
    @Nullable Path there = file.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      FileStore store = there == null ? null : Files.getFileStore(there);
      // Those that are no disks, such as /proc, have no room at all.
      return store == null || store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
    } catch (IOException e) {
      // Some file systems do not say.
      return Long.MAX_VALUE;
    }
  }
}
