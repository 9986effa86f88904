package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import org.cloister.crypto.MaskStream;

/**
 * Masks that are added to a vector and masks that are subtracted, for any range of it. Closing
 * wipes their keys. Safe for any thread; one at a time computes.
 */
final class Masks implements AutoCloseable {
  private final List<MaskStream> added = new ArrayList<>();
  private final List<MaskStream> subtracted = new ArrayList<>();
  private final MaskTile tile;
  private final long modulus;
  private boolean closed;

  Masks(int modulusBits) {
    this.tile = new MaskTile(modulusBits);
    this.modulus = modulusBits == Long.SIZE ? -1L : (1L << modulusBits) - 1;
  }

  synchronized void add(MaskStream mask) {
    added.add(mask);
  }

  synchronized void subtract(MaskStream mask) {
    subtracted.add(mask);
  }

  /**
   * Masks {@code count} residues of {@code target} from {@code at}, which are those of the vector
   * from {@code offset}.
   *
   * @return false, and nothing done, if the masks were closed
   */
  synchronized boolean apply(long offset, long[] target, int at, int count) {
    if (closed) {
      return false;
    }
    for (int done = 0; done < count; done += tile.length()) {
      int part = Math.min(tile.length(), count - done);
      tile.clear();
      for (MaskStream mask : added) {
        tile.add(mask, offset + done, part);
      }
      for (MaskStream mask : subtracted) {
        tile.subtract(mask, offset + done, part);
      }
      tile.addTo(target, at + done, part, modulus);
    }
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    added.forEach(MaskStream::close);
    subtracted.forEach(MaskStream::close);
    tile.wipe();
  }
}
