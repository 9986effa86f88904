package org.cloister.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A tile of C2SP tlog-tiles: up to 256 hashes of one level, where level {@code L} of tiles holds
 * the nodes of height {@code 8 L} of the tree.
 *
 * @param level 0 to 63
 * @param index which of the level's tiles, from 0
 * @param width 1 to 256 hashes; 256 is a full tile, which never changes any more
 */
public record Tile(int level, long index, int width) {

  /** The hashes of a full tile, and the entries of a full bundle. */
  public static final int FULL = 256;

  private static final int MAX_LEVEL = 63;
  private static final long GROUP = 1000;

  /** Refuses what no tree has. */
  public Tile {
    CloisterException.require(
        level >= 0 && level <= MAX_LEVEL && index >= 0 && width >= 1 && width <= FULL,
        ErrorCode.INTERNAL,
        "A tile must have a level of 0 to 63, an index from 0 and a width of 1 to 256.");
  }

  /** Where the tile lies, such as {@code tile/0/x001/234/067.p/5}. */
  public String path() {
    return path("tile/" + level + "/", index, width);
  }

  /** Where the entries under a level 0 tile lie, such as {@code tile/entries/000}. */
  public static String bundlePath(long index, int width) {
    return path("tile/entries/", index, width);
  }

  /** Whether all 256 hashes are there. */
  public boolean isFull() {
    return width == FULL;
  }

  /** How many hashes a level has in the tree of {@code size} leaves: size / 256^level. */
  public static long hashes(long size, int level) {
    return 8 * level >= Long.SIZE - 1 ? 0 : size >> (8 * level);
  }

  /** The tiles of all levels that hold the tree of {@code size} leaves. */
  public static List<Tile> of(long size) {
    return between(0, size);
  }

  /** The tiles that the tree of {@code to} leaves has and that of {@code from} has not. */
  public static List<Tile> between(long from, long to) {
    List<Tile> tiles = new ArrayList<>();
    for (int level = 0; hashes(to, level) > 0; level++) {
      long old = hashes(from, level);
      long count = hashes(to, level);
      if (count == old) {
        continue;
      }
      for (long index = old / FULL; index * FULL < count; index++) {
        tiles.add(new Tile(level, index, (int) Math.min(FULL, count - index * FULL)));
      }
    }
    return tiles;
  }

  private static String path(String folder, long index, int width) {
    StringBuilder out = new StringBuilder();
    long rest = index;
    out.append(String.format(Locale.ROOT, "%03d", rest % GROUP));
    for (rest /= GROUP; rest > 0; rest /= GROUP) {
      out.insert(0, String.format(Locale.ROOT, "x%03d/", rest % GROUP));
    }
    return folder + out + (width == FULL ? "" : ".p/" + width);
  }
}
