package org.cloister.app.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * Packs a ledger for an auditor: a zip archive that any tool opens, without compression and without
 * times, so that the same ledger gives the same bytes anywhere.
 *
 * @param ledger the folder of the ledger
 * @param extra further files, by their path in the archive
 */
record EvidenceArchive(Path ledger, Map<String, byte[]> extra) {

  /** The folder of the ledger in the archive. */
  static final String LEDGER = "ledger/";

  /** No file of a ledger is larger than a full bundle of the largest entries. */
  static final int MAX_FILE_BYTES = 256 * (2 + 65_535);

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Writes it; returns what is in it. */
  EvidenceManifest write(OutputStream out, Checkpoint head, String program) throws IOException {
    Map<String, EvidenceManifest.File> files = new TreeMap<>();
    Map<String, Path> stored = stored();
    for (Map.Entry<String, Path> file : stored.entrySet()) {
      files.put(file.getKey(), described(bytes(file.getValue())));
    }
    extra.forEach((path, bytes) -> files.put(path, described(bytes)));
    EvidenceManifest manifest = EvidenceManifest.of(program, head, files);
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, EvidenceManifest.NAME, manifest.toBytes());
    for (String path : files.keySet()) {
      Path file = stored.get(path);
      byte[] bytes = file == null ? extra.getOrDefault(path, new byte[0]) : bytes(file);
      EvidenceManifest.require(
          described(bytes).equals(files.get(path)),
          path + " changed while it was packed; stop the writer of the ledger first");
      put(zip, path, bytes);
    }
    zip.finish();
    out.flush();
    return manifest;
  }

  /** Packs again what was unpacked into {@code folder}; gives the bytes of the archive. */
  static void repack(byte[] manifest, Set<String> paths, Path folder, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    put(zip, EvidenceManifest.NAME, manifest);
    for (String path : paths) {
      put(zip, path, Files.readAllBytes(folder.resolve(path)));
    }
    zip.finish();
    out.flush();
  }

  /** All that belongs to the format, and not the writer's own state. */
  private Map<String, Path> stored() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(ledger)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String path = ledger.relativize(file).toString().replace('\\', '/');
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && belongs(path)) {
          files.put(LEDGER + path, file);
        }
      }
    }
    return files;
  }

  private static boolean belongs(String path) {
    return path.equals("checkpoint")
        || (path.matches("(checkpoints|tile|anchors)/[a-z0-9/.]+") && !path.endsWith(".tmp"));
  }

  private static byte[] bytes(Path file) throws IOException {
    CloisterException.require(
        Files.size(file) <= MAX_FILE_BYTES,
        ErrorCode.LEDGER_CORRUPT,
        "A file of a ledger must have at most "
            + MAX_FILE_BYTES
            + " bytes, "
            + file
            + " has more.");
    return Files.readAllBytes(file);
  }

  private static EvidenceManifest.File described(byte[] bytes) {
    return new EvidenceManifest.File(bytes.length, Digest.of(bytes));
  }

  private static void put(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
