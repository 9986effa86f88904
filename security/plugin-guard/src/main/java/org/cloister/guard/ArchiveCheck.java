package org.cloister.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cloister.model.Bytes;
import org.cloister.model.Quoted;

/** Checks the archive itself, before anyone reads what it says about itself. */
final class ArchiveCheck {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /**
   * What the header check needs of an archive that passed.
   *
   * @param names of all entries
   * @param manifest its bytes
   */
  record Passed(Set<String> names, Bytes manifest) {}

  private ArchiveCheck() {}

  static Passed check(byte[] bytes, Refusal refusal) {
    ZipBytes zip = new ZipBytes(bytes, refusal);
    List<ZipEntryHeader> entries = ZipDirectory.read(zip);
    EntryNames.check(entries, refusal);
    checkSizes(entries, bytes.length, refusal);
    byte[] manifest = contents(zip, LocalHeaders.locate(zip, entries));
    Set<String> names = new HashSet<>();
    entries.forEach(entry -> names.add(entry.name()));
    refusal.requireArchive(
        names.contains(MANIFEST),
        "it must have a " + MANIFEST + ", has none. Build it as an OSGi bundle.");
    return new Passed(names, Bytes.of(manifest));
  }

  private static byte[] contents(ZipBytes zip, List<LocalHeaders.Located> entries) {
    byte[] manifest = new byte[0];
    try (EntryContents contents = new EntryContents(zip)) {
      for (LocalHeaders.Located entry : entries) {
        String name = entry.header().name();
        boolean isManifest = name.equals(MANIFEST);
        byte[] head =
            contents.check(entry, isManifest ? ArchiveLimits.FILE_BYTES : FileKind.HEAD_BYTES);
        checkKind(name, FileKind.of(head), zip.refusal());
        manifest = isManifest ? head : manifest;
      }
    }
    return manifest;
  }

  private static void checkKind(String name, FileKind kind, Refusal refusal) {
    refusal.requireArchive(
        kind != FileKind.ARCHIVE,
        "it must not hold another archive, was "
            + Quoted.of(name)
            + ". Unpack the library's classes into the bundle.");
    refusal.requireArchive(
        kind != FileKind.NATIVE,
        "it must not hold native code, was "
            + Quoted.of(name)
            + ". Write it in Java, or ask for the nd4j grant.");
    refusal.requireArchive(
        kind == FileKind.CLASS == name.endsWith(".class"),
        "classes must be in .class files and nothing else, was "
            + Quoted.of(name)
            + ". Build it again.");
  }

  private static void checkSizes(List<ZipEntryHeader> entries, int fileBytes, Refusal refusal) {
    long unpacked = entries.stream().mapToLong(ZipEntryHeader::unpackedBytes).sum();
    refusal.requireArchive(
        unpacked <= ArchiveLimits.UNPACKED_BYTES,
        "it must unpack to at most "
            + ArchiveLimits.UNPACKED_BYTES
            + " bytes, claims "
            + unpacked
            + ". Split it.");
    refusal.requireArchive(
        unpacked <= ArchiveLimits.RATIO_FREE_BYTES || unpacked / fileBytes <= ArchiveLimits.RATIO,
        "it must unpack to at most "
            + ArchiveLimits.RATIO
            + " times its size, claims "
            + unpacked / fileBytes
            + " times. Store what it packs so"
            + " well in a smaller form.");
  }
}
