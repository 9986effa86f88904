package org.cloister.app.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.cloister.app.record.AtomicFile;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The key of a run's archive, 32 bytes in {@code state/archive.key}, for its owner alone. Whoever
 * destroys it has erased the whole archive.
 *
 * @param secret empty if there is none
 */
public record ArchiveKey(Optional<SecretBytes> secret) implements AutoCloseable {

  private static final int BYTES = 32;

  /** The key of the run in {@code out}, if it is there. */
  public static ArchiveKey find(Path out) {
    Path file = file(out);
    if (!Files.exists(file)) {
      return new ArchiveKey(Optional.empty());
    }
    try {
      CloisterException.require(
          Files.size(file) == BYTES,
          ErrorCode.STATE_DAMAGED,
          "The file " + file + " must have 32 bytes; restore it, or the archive cannot be read.");
      return new ArchiveKey(Optional.of(SecretBytes.owning(Files.readAllBytes(file))));
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STATE_DAMAGED, "The file " + file + " must be readable, is not.", e);
    }
  }

  /** The key of the run in {@code out}; made if there is none. */
  public static SecretBytes of(Path out, SecureRandom random) {
    return find(out)
        .secret()
        .orElseGet(
            () -> {
              SecretBytes fresh = SecretBytes.random(BYTES, random);
              fresh.use(
                  bytes -> {
                    AtomicFile.writePrivate(file(out), AtomicFile.bytes(bytes));
                    return bytes.length;
                  });
              return fresh;
            });
  }

  private static Path file(Path out) {
    return out.resolve("state").resolve("archive.key");
  }

  @Override
  public void close() {
    secret.ifPresent(SecretBytes::close);
  }
}
