package org.cloister.guard;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Quoted;

/**
 * Reads the central directory of a zip file, the list that the JDK and Felix go by. Only the plain
 * shape that build tools write is accepted: one disk, no zip64, no comment, the directory directly
 * before its end record and that directly before the end of the file. So there is one way to read
 * the file, and nothing can hide in it.
 */
final class ZipDirectory {
  private static final long END_SIGNATURE = 0x06054b50L;
  private static final long ENTRY_SIGNATURE = 0x02014b50L;
  private static final int END_BYTES = 22;
  private static final int ENTRY_BYTES = 46;

  /** Deflate levels, sizes behind the data, UTF-8. Not: encryption, patches, masked headers. */
  private static final int KNOWN_FLAGS = 0b1000_0000_1110;

  private final ZipBytes zip;
  private final Refusal refusal;

  private ZipDirectory(ZipBytes zip) {
    this.zip = zip;
    this.refusal = zip.refusal();
  }

  /** The offset where the directory begins and the entries end. */
  static long start(ZipBytes zip) {
    return zip.u32(zip.length() - END_BYTES + 16);
  }

  /** All entries, in the order of the directory. */
  static List<ZipEntryHeader> read(ZipBytes zip) {
    return new ZipDirectory(zip).entries();
  }

  private List<ZipEntryHeader> entries() {
    refusal.requireArchive(
        zip.length() >= END_BYTES && zip.u32(zip.length() - END_BYTES) == END_SIGNATURE,
        "it must be a zip file that ends in a zip end record without a comment, and does not; it is no zip, cut off, or has data"
            + " after its end. Copy or build it again.");
    int end = zip.length() - END_BYTES;
    int count = zip.u16(end + 10);
    long size = zip.u32(end + 12);
    refusal.requireArchive(
        zip.u16(end + 4) == 0
            && zip.u16(end + 6) == 0
            && zip.u16(end + 8) == count
            && zip.u16(end + 20) == 0,
        "it must be one whole zip file on one disk. Build it again.");
    refusal.requireArchive(
        count > 0 && count <= ArchiveLimits.ENTRIES,
        "it must have 1 to " + ArchiveLimits.ENTRIES + " entries, has " + count + ".");
    refusal.requireArchive(
        start(zip) + size == end,
        "its directory must stand directly before its end record, was at byte "
            + start(zip)
            + "; there is data before the zip, or it is"
            + " damaged. Build it again.");
    List<ZipEntryHeader> entries = new ArrayList<>(count);
    long at = start(zip);
    for (int i = 0; i < count; i++) {
      entries.add(entry(at));
      at += ENTRY_BYTES + zip.u16(at + 28) + zip.u16(at + 30);
    }
    refusal.requireArchive(
        at == end,
        "its directory must hold exactly "
            + count
            + " entries, has bytes left over. Build it again.");
    return entries;
  }

  private ZipEntryHeader entry(long at) {
    refusal.requireArchive(
        zip.u32(at) == ENTRY_SIGNATURE,
        "its directory must list an entry at byte " + at + ", does not; it is damaged.");
    int nameBytes = zip.u16(at + 28);
    refusal.requireArchive(
        nameBytes <= ArchiveLimits.NAME_BYTES,
        "the name of an entry must be at most "
            + ArchiveLimits.NAME_BYTES
            + " bytes, was "
            + nameBytes
            + ".");
    String name =
        zip.text(at + ENTRY_BYTES, nameBytes)
            .orElseThrow(
                () ->
                    refusal.archive(
                        "the name of an entry must be UTF-8, at byte "
                            + at
                            + " is one that is not."));
    ZipEntryHeader entry =
        new ZipEntryHeader(
            name,
            zip.u16(at + 8),
            zip.u16(at + 10),
            zip.u32(at + 16),
            zip.u32(at + 20),
            zip.u32(at + 24),
            zip.u32(at + 42));
    refusal.requireArchive(
        (entry.flags() & ~KNOWN_FLAGS) == 0
            && (entry.method() == ZipEntryHeader.STORED
                || entry.method() == ZipEntryHeader.DEFLATED)
            && zip.u16(at + 32) == 0
            && zip.u16(at + 34) == 0,
        "its entry "
            + Quoted.of(name)
            + " must be stored or deflated, not encrypted, without a comment. Build it with a plain jar tool.");
    ExtraFields.check(zip, at + ENTRY_BYTES + nameBytes, zip.u16(at + 30), name);
    return entry;
  }
}
