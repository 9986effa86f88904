package org.cloister.verifier;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Up to 256 entries: each is its length as two bytes, big-endian, and then its bytes. */
final class Bundle {
  static final int MAX_SIZE = TilePath.WIDTH * (2 + 0xffff);

  private final byte[] bytes;
  private final int[] ends;

  private Bundle(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  /**
   * The first {@code width} entries of a bundle, and the checks of all its older copies.
   *
   * @return null if there is no file with them
   */
  static @Nullable Bundle read(LogFolder log, long index, int width, Findings findings)
      throws Refused {
    String path = TilePath.of(TilePath.ENTRIES, index);
    String exact = width == TilePath.WIDTH ? path : path + ".p/" + width;
    String file = log.exists(exact) ? exact : path;
    byte[] bytes = log.read(file, MAX_SIZE, Code.ENTRIES_MALFORMED);
    if (bytes == null) {
      return null;
    }
    Bundle bundle = new Bundle(bytes, ends(bytes, width, file.equals(exact)));
    bundle.checkCopies(log, path, file, width, findings);
    return bundle;
  }

  byte[] bytes() {
    return bytes;
  }

  int from(int entry) {
    return (entry == 0 ? 0 : ends[entry - 1]) + 2;
  }

  int to(int entry) {
    return ends[entry];
  }

  static int[] ends(byte[] bytes, int width, boolean exact) throws Refused {
    int[] ends = new int[width];
    int at = 0;
    for (int i = 0; i < width; i++) {
      int length = at + 2 > bytes.length ? -1 : (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
      if (length < 0 || at + 2 + length > bytes.length) {
        throw new Refused(Code.ENTRIES_MALFORMED, "the bundle ends within entry " + i + " of it");
      }
      at += 2 + length;
      ends[i] = at;
    }
    if (exact && at != bytes.length) {
      throw new Refused(Code.ENTRIES_MALFORMED, "bytes follow the last entry of the bundle");
    }
    return ends;
  }

  private void checkCopies(LogFolder log, String path, String read, int width, Findings findings)
      throws Refused {
    for (int partial : log.partials(path)) {
      String file = path + ".p/" + partial;
      if (partial > width) {
        findings.add(Code.BEYOND_CHECKPOINT, file, "the file holds more entries than were signed");
      } else if (!file.equals(read)) {
        byte[] copy = log.read(file, MAX_SIZE, Code.TILE_MISMATCH);
        if (copy == null || !startsWith(copy, ends[partial - 1])) {
          findings.add(Code.TILE_MISMATCH, file, "the older copy differs from the bundle");
        }
      }
    }
    if (width < TilePath.WIDTH && log.exists(path)) {
      findings.add(Code.BEYOND_CHECKPOINT, path, "the file holds more entries than were signed");
    }
  }

  private boolean startsWith(byte[] copy, int length) {
    return copy.length == length && Arrays.equals(copy, 0, length, bytes, 0, length);
  }
}
