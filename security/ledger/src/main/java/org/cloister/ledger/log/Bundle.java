package org.cloister.ledger.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.ledger.tree.Tile;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** Up to 256 entries in a file: for each its length in two bytes, big-endian, and its bytes. */
final class Bundle {

  /** The most bytes of a bundle: 256 entries of 65535 bytes with their lengths. */
  static final int MAX_BYTES = Tile.FULL * (2 + (1 << 16) - 1);

  private Bundle() {}

  static byte[] write(List<byte[]> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /** The first {@code count} entries; more may follow in a bundle that has grown since. */
  static List<byte[]> read(byte[] bytes, int count, boolean exact) {
    List<byte[]> entries = new ArrayList<>(count);
    int at = 0;
    while (entries.size() < count) {
      require(at + 2 <= bytes.length);
      int length = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
      at += 2;
      require(at + length <= bytes.length);
      entries.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    require(!exact || at == bytes.length);
    return entries;
  }

  private static void require(boolean fits) {
    CloisterException.require(
        fits,
        ErrorCode.LEDGER_CORRUPT,
        "A bundle of entries must have the entries that its name says and nothing else; keep the folder as evidence.");
  }
}
