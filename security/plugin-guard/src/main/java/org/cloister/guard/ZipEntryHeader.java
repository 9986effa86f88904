package org.cloister.guard;

/**
 * One entry as the central directory describes it (APPNOTE 6.3.10, 4.3.12).
 *
 * @param name as decoded
 * @param flags general purpose bits
 * @param method 0 stored, 8 deflated
 * @param crc CRC-32 of the contents
 * @param packedBytes in the file
 * @param unpackedBytes of the contents
 * @param offset of its local header
 */
record ZipEntryHeader(
    String name,
    int flags,
    int method,
    long crc,
    long packedBytes,
    long unpackedBytes,
    long offset) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Sizes and CRC stand behind the data instead of before it. */
  private static final int DESCRIPTOR = 1 << 3;

  boolean hasDescriptor() {
    return (flags & DESCRIPTOR) != 0;
  }

  boolean isFolder() {
    return name.endsWith("/");
  }
}
