package org.cloister.app.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * Unpacks an archive of evidence where nothing else is, and takes only what its manifest says: each
 * file once, with that length and digest, under a plain name. What an archive may cost is bounded
 * by its own length, as nothing in it is compressed.
 */
final class EvidenceUnpacking {

  private static final String PLAIN =
      "[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*";

  private final Path target;

  /** Into {@code target}, an empty folder. */
  EvidenceUnpacking(Path target) {
    this.target = target;
  }

  /**
   * Unpacks it.
   *
   * @throws CloisterException {@link ErrorCode#EVIDENCE_INVALID} if it is not as its manifest says
   */
  EvidenceManifest unpack(Path archive) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        ZipInputStream zip = new ZipInputStream(in)) {
      ZipEntry first = zip.getNextEntry();
      EvidenceManifest.require(
          first != null && first.getName().equals(EvidenceManifest.NAME),
          EvidenceManifest.NAME + " must be its first file");
      byte[] listed = content(zip, EvidenceManifest.MAX_BYTES, EvidenceManifest.NAME);
      EvidenceManifest manifest = EvidenceManifest.read(listed);
      Set<String> missing = new HashSet<>(manifest.files().keySet());
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String path = entry.getName();
        EvidenceManifest.require(
            missing.remove(path) && path.matches(PLAIN),
            "it has a file twice, or one that its manifest does not name");
        take(zip, entry, manifest.files());
      }
      EvidenceManifest.require(
          missing.isEmpty(), missing.size() + " files of its manifest are missing");
      requireNothingElse(archive, listed, manifest);
      return manifest;
    } catch (IOException | IllegalArgumentException e) {
      throw new CloisterException(
          ErrorCode.EVIDENCE_INVALID,
          "An archive of evidence must be a whole zip archive, "
              + archive
              + " could not be read as one; ask for it again.",
          e);
    }
  }

  /** What a reader of zip archives passes over could still be read by another one. */
  private void requireNothingElse(Path archive, byte[] listed, EvidenceManifest manifest)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        SameBytes same = new SameBytes(in)) {
      EvidenceArchive.repack(listed, manifest.files().keySet(), target, same);
      EvidenceManifest.require(
          same.sameSoFar() && in.read() < 0, "it has bytes that belong to no file of its manifest");
    }
  }

  private void take(ZipInputStream zip, ZipEntry entry, Map<String, EvidenceManifest.File> files)
      throws IOException {
    String path = entry.getName();
    EvidenceManifest.require(
        entry.getMethod() == ZipEntry.STORED, path + " is compressed, which none is");
    byte[] bytes = content(zip, EvidenceArchive.MAX_FILE_BYTES, path);
    EvidenceManifest.File said = files.get(path);
    EvidenceManifest.require(
        said != null && said.bytes() == bytes.length && said.sha256().equals(Digest.of(bytes)),
        path + " was altered");
    Path file = target.resolve(path);
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, bytes);
  }

  private static byte[] content(ZipInputStream zip, int most, String path) throws IOException {
    byte[] bytes = zip.readNBytes(most + 1);
    EvidenceManifest.require(bytes.length <= most, path + " is too large");
    return bytes;
  }
}
