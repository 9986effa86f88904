package org.cloister.guard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * A file's name and a private copy of its bytes, read once: what is checked is what is installed.
 */
final class BundleArchive {
  private final Refusal refusal;
  private final byte[] bytes;
  private final Digest digest;

  private BundleArchive(Refusal refusal, byte[] bytes) {
    this.refusal = refusal;
    this.bytes = bytes;
    this.digest = Digest.of(bytes);
  }

  static BundleArchive read(Path file) {
    Path name = file.getFileName();
    Refusal refusal = new Refusal(name == null ? file.toString() : name.toString());
    refusal.requireArchive(
        Files.isRegularFile(file), "it must be a file, and there is none at " + file + ".");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ArchiveLimits.FILE_BYTES + 1);
      refusal.requireArchive(
          bytes.length <= ArchiveLimits.FILE_BYTES,
          "it must be at most "
              + ArchiveLimits.FILE_BYTES
              + " bytes, is more. Keep data and weights out of the bundle.");
      return new BundleArchive(refusal, bytes);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The bundle " + file + " could not be read; check its owner and the disk.",
          e);
    }
  }

  static BundleArchive of(String fileName, byte[] bytes) {
    return new BundleArchive(new Refusal(fileName), bytes);
  }

  Refusal refusal() {
    return refusal;
  }

  String fileName() {
    return refusal.fileName();
  }

  Digest digest() {
    return digest;
  }

  byte[] bytes() {
    return bytes;
  }

  BundleFacts facts() {
    return HeaderCheck.check(ArchiveCheck.check(bytes, refusal), fileName(), digest, refusal);
  }
}
