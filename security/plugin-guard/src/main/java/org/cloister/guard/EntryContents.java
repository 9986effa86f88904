package org.cloister.guard;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.cloister.model.Quoted;

/**
 * Unpacks one entry after the other, keeps nothing but its beginning, and checks size, checksum and
 * kind.
 */
final class EntryContents implements AutoCloseable {
  private static final int CHUNK = 1 << 13;

  private final ZipBytes zip;
  private final Inflater inflater = new Inflater(true);
  private final byte[] chunk = new byte[CHUNK];

  EntryContents(ZipBytes zip) {
    this.zip = zip;
  }

  /** Checks an entry and returns at most the first {@code keep} bytes of it. */
  byte[] check(LocalHeaders.Located located, int keep) {
    ZipEntryHeader entry = located.header();
    require(
        !entry.isFolder() || entry.unpackedBytes() == 0, entry, "must be empty, as it is a folder");
    Unpacked unpacked =
        entry.method() == ZipEntryHeader.STORED ? stored(located, keep) : inflated(located, keep);
    require(
        unpacked.count == entry.unpackedBytes() && unpacked.crc.getValue() == entry.crc(),
        entry,
        "must unpack to "
            + entry.unpackedBytes()
            + " bytes with the right checksum, was "
            + unpacked.count
            + " bytes");
    return unpacked.head.toByteArray();
  }

  private Unpacked stored(LocalHeaders.Located located, int keep) {
    ZipEntryHeader entry = located.header();
    require(
        entry.packedBytes() == entry.unpackedBytes(),
        entry,
        "must be as large packed as unpacked, as it is stored");
    Unpacked unpacked = new Unpacked(keep);
    for (long at = 0; at < entry.packedBytes(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, entry.packedBytes() - at);
      zip.slice(located.dataOffset() + at, count).get(chunk, 0, count);
      unpacked.add(chunk, count);
    }
    return unpacked;
  }

  private Unpacked inflated(LocalHeaders.Located located, int keep) {
    ZipEntryHeader entry = located.header();
    Unpacked unpacked = new Unpacked(keep);
    inflater.reset();
    inflater.setInput(zip.slice(located.dataOffset(), entry.packedBytes()));
    try {
      // The directory's size bounds the work: a bomb that lies about its size stops there.
      while (!inflater.finished() && unpacked.count <= entry.unpackedBytes()) {
        int count = inflater.inflate(chunk);
        require(count > 0 || inflater.finished(), entry, "must unpack to its end");
        unpacked.add(chunk, count);
      }
    } catch (DataFormatException e) {
      throw damaged(entry, "must unpack");
    }
    require(
        inflater.finished() && inflater.getBytesRead() == entry.packedBytes(),
        entry,
        "must use all of its packed bytes");
    return unpacked;
  }

  private void require(boolean condition, ZipEntryHeader entry, String rule) {
    if (!condition) {
      throw damaged(entry, rule);
    }
  }

  private org.cloister.model.CloisterException damaged(ZipEntryHeader entry, String rule) {
    return zip.refusal()
        .archive("its entry " + Quoted.of(entry.name()) + " " + rule + ". Copy or build it again.");
  }

  @Override
  public void close() {
    inflater.end();
  }

  private static final class Unpacked {
    final CRC32 crc = new CRC32();
    final ByteArrayOutputStream head = new ByteArrayOutputStream();
    final int keep;
    long count;

    Unpacked(int keep) {
      this.keep = keep;
    }

    void add(byte[] source, int length) {
      crc.update(source, 0, length);
      head.write(source, 0, (int) Math.max(0, Math.min(length, keep - count)));
      count += length;
    }
  }
}
