package org.cloister.ledger.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.tree.Tile;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.Digest;

/**
 * The right edge of the log in memory: what of each level does not fill a tile yet. Adding entries
 * gives the files that change; the same code, fed with stored entries, gives the files that must be
 * there. One thread at a time.
 */
final class GrowingLog {
  private final TreeHasher hasher = new TreeHasher();
  private final List<List<byte[]>> levels = new ArrayList<>();
  private final List<byte[]> bundle = new ArrayList<>();
  private long size;
  private Digest last = Entry.beforeFirst();

  GrowingLog() {}

  /** A copy that grows by itself. */
  GrowingLog copy() {
    GrowingLog copy = new GrowingLog();
    levels.forEach(level -> copy.levels.add(new ArrayList<>(level)));
    copy.bundle.addAll(bundle);
    copy.size = size;
    copy.last = last;
    return copy;
  }

  long size() {
    return size;
  }

  /** The leaf hash of the last entry: the next one's {@code prev}. */
  Digest last() {
    return last;
  }

  /** Adds an entry; files that are full now are put into {@code full}. */
  void add(byte[] entry, Map<String, byte[]> full) {
    byte[] leaf = hasher.leaf(entry);
    long index = size / Tile.FULL;
    bundle.add(entry);
    if (bundle.size() == Tile.FULL) {
      full.put(Tile.bundlePath(index, Tile.FULL), Bundle.write(bundle));
      bundle.clear();
    }
    last = TreeHasher.digest(leaf);
    size++;
    add(0, leaf, full);
  }

  private void add(int level, byte[] hash, Map<String, byte[]> full) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<byte[]> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == Tile.FULL) {
      Tile tile = new Tile(level, Tile.hashes(size, level) / Tile.FULL - 1, Tile.FULL);
      full.put(tile.path(), join(hashes));
      add(level + 1, fold(hashes), full);
      hashes.clear();
    }
  }

  /** The partial files that the log of this size has and that of {@code since} had not. */
  Map<String, byte[]> partials(long since) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Tile tile : Tile.between(since, size)) {
      if (!tile.isFull()) {
        files.put(tile.path(), join(levels.get(tile.level())));
        if (tile.level() == 0) {
          files.put(Tile.bundlePath(tile.index(), tile.width()), Bundle.write(bundle));
        }
      }
    }
    return files;
  }

  /** The root: the right edge folded from the lowest level up. */
  Digest root() {
    byte[] hash = null;
    for (List<byte[]> level : levels) {
      for (byte[] left : subtrees(level)) {
        hash = hash == null ? left : hasher.node(left, hash);
      }
    }
    return TreeHasher.digest(hash == null ? TreeHasher.emptyRoot() : hash);
  }

  /** The complete subtrees of a partial level, the smallest and rightmost first. */
  private List<byte[]> subtrees(List<byte[]> hashes) {
    List<byte[]> roots = new ArrayList<>();
    int end = hashes.size();
    while (end > 0) {
      int count = Integer.lowestOneBit(end);
      roots.add(fold(hashes.subList(end - count, end)));
      end -= count;
    }
    return roots;
  }

  private byte[] fold(List<byte[]> hashes) {
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int half = hashes.size() / 2;
    return hasher.node(fold(hashes.subList(0, half)), fold(hashes.subList(half, hashes.size())));
  }

  private static byte[] join(List<byte[]> hashes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    hashes.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
