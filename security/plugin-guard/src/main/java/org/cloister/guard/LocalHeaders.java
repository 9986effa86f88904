package org.cloister.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cloister.model.Quoted;

/**
 * Walks the local headers and requires that they say what the directory says and that they fill the
 * file from its first byte to the directory without a gap: tools that stream a zip and tools that
 * go by its directory then see the same entries.
 */
final class LocalHeaders {
  private static final long SIGNATURE = 0x04034b50L;
  private static final long DESCRIPTOR_SIGNATURE = 0x08074b50L;
  private static final int HEADER_BYTES = 30;

  /**
   * Where the packed bytes of an entry are.
   *
   * @param header of the entry
   * @param dataOffset of its first packed byte
   */
  record Located(ZipEntryHeader header, long dataOffset) {}

  private LocalHeaders() {}

  static List<Located> locate(ZipBytes zip, List<ZipEntryHeader> entries) {
    List<ZipEntryHeader> inFile = new ArrayList<>(entries);
    inFile.sort(Comparator.comparingLong(ZipEntryHeader::offset));
    List<Located> located = new ArrayList<>();
    long at = 0;
    for (ZipEntryHeader entry : inFile) {
      require(
          zip,
          entry.offset() == at,
          entry,
          "must begin at byte " + at + ", was at " + entry.offset());
      Located here = locate(zip, entry);
      located.add(here);
      at = end(zip, here);
    }
    zip.refusal()
        .requireArchive(
            at == ZipDirectory.start(zip),
            "its entries must end where its directory begins, at byte "
                + ZipDirectory.start(zip)
                + ", end at "
                + at
                + "; something is hidden"
                + " between. Build it again.");
    return located;
  }

  private static Located locate(ZipBytes zip, ZipEntryHeader entry) {
    long at = entry.offset();
    require(zip, zip.u32(at) == SIGNATURE, entry, "must have a local header");
    int nameBytes = zip.u16(at + 26);
    int extraBytes = zip.u16(at + 28);
    String name = zip.text(at + HEADER_BYTES, nameBytes).orElse("");
    require(
        zip,
        name.equals(entry.name()),
        entry,
        "must have the same name in its local header, was " + Quoted.of(name));
    require(
        zip,
        zip.u16(at + 6) == entry.flags() && zip.u16(at + 8) == entry.method(),
        entry,
        "must have the same flags in its local header");
    ExtraFields.check(zip, at + HEADER_BYTES + nameBytes, extraBytes, entry.name());
    if (!entry.hasDescriptor()) {
      requireSizes(zip, entry, at + 14);
    }
    return new Located(entry, at + HEADER_BYTES + nameBytes + extraBytes);
  }

  private static long end(ZipBytes zip, Located located) {
    ZipEntryHeader entry = located.header();
    long at = located.dataOffset() + entry.packedBytes();
    if (!entry.hasDescriptor()) {
      return at;
    }
    // The signature of a descriptor is optional; a CRC that happens to look like it is told apart
    // by what follows.
    boolean signed = zip.u32(at) == DESCRIPTOR_SIGNATURE && zip.u32(at + 4) == entry.crc();
    long sizes = signed ? at + 4 : at;
    requireSizes(zip, entry, sizes);
    return sizes + 12;
  }

  private static void requireSizes(ZipBytes zip, ZipEntryHeader entry, long at) {
    require(
        zip,
        zip.u32(at) == entry.crc()
            && zip.u32(at + 4) == entry.packedBytes()
            && zip.u32(at + 8) == entry.unpackedBytes(),
        entry,
        "must have the same sizes and checksum in its local header");
  }

  private static void require(ZipBytes zip, boolean condition, ZipEntryHeader entry, String rule) {
    zip.refusal()
        .requireArchive(
            condition,
            "its entry " + Quoted.of(entry.name()) + " " + rule + ". Copy or build it again.");
  }
}
