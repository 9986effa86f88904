package org.cloister.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The RFC 6962 tree over the leaves that were added so far, and its root at every earlier size. Of
 * each 256 leaves only the root of their subtree stays in memory; where single leaves are asked for
 * again they come from the tile, which was compared when it was full.
 */
final class History {
  private static final int CACHED_ROOTS = 4096;

  private final LogFolder log;
  private final TileCheck tiles;
  private final List<Hash> leaves = new ArrayList<>(TilePath.WIDTH);

  /** The subtrees of 256 * 2^k leaves. */
  private final List<List<Hash>> subtrees = new ArrayList<>();

  private final Map<Long, Hash> roots =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Hash> eldest) {
          return size() > CACHED_ROOTS;
        }
      };
  private long size;

  History(LogFolder log, TileCheck tiles) {
    this.log = log;
    this.tiles = tiles;
  }

  long size() {
    return size;
  }

  void add(Hash leaf) {
    leaves.add(leaf);
    size++;
    if (leaves.size() == TilePath.WIDTH) {
      tiles.check(0, size / TilePath.WIDTH - 1, leaves);
      addSubtree(0, root(leaves));
      leaves.clear();
    }
  }

  /** Checks the tiles that are not full. */
  void finish() {
    if (!leaves.isEmpty()) {
      tiles.check(0, size / TilePath.WIDTH, leaves);
    }
    for (int height = 0; height < subtrees.size(); height += 8) {
      List<Hash> hashes = subtrees.get(height);
      int partial = hashes.size() % TilePath.WIDTH;
      if (partial > 0) {
        List<Hash> last = hashes.subList(hashes.size() - partial, hashes.size());
        tiles.check(height / 8 + 1, hashes.size() / TilePath.WIDTH, last);
      }
    }
  }

  /**
   * The root when the log had {@code then} leaves, of at most {@link #size()}.
   *
   * @return null if the tile that it takes is not there
   */
  @Nullable Hash root(long then) throws Refused {
    Hash cached = roots.get(then);
    if (cached != null) {
      return cached;
    }
    int rest = (int) (then % TilePath.WIDTH);
    Hash root = null;
    if (rest > 0) {
      List<Hash> some = leavesOf(then / TilePath.WIDTH, rest);
      if (some == null) {
        return null;
      }
      root = root(some);
    }
    long whole = then / TilePath.WIDTH;
    for (int k = 0; whole >> k > 0; k++) {
      if ((whole >> k & 1) == 1) {
        Hash left = subtrees.get(k).get((int) (whole >> k) - 1);
        root = root == null ? left : Hash.node(left, root);
      }
    }
    Hash found = root == null ? Hash.EMPTY_ROOT : root;
    roots.put(then, found);
    return found;
  }

  private void addSubtree(int k, Hash root) {
    if (subtrees.size() == k) {
      subtrees.add(new ArrayList<>());
    }
    List<Hash> row = subtrees.get(k);
    row.add(root);
    int count = row.size();
    if (k % 8 == 0 && count % TilePath.WIDTH == 0) {
      int from = count - TilePath.WIDTH;
      tiles.check(k / 8 + 1, from / TilePath.WIDTH, row.subList(from, count));
    }
    if (count % 2 == 0) {
      addSubtree(k + 1, Hash.node(row.get(count - 2), root));
    }
  }

  private @Nullable List<Hash> leavesOf(long tile, int count) throws Refused {
    if (tile == size / TilePath.WIDTH) {
      return leaves.subList(0, count);
    }
    byte[] bytes = log.read(TilePath.of(0, tile), TileCheck.MAX_SIZE, Code.TILE_MISMATCH);
    if (bytes == null || bytes.length < count * Hash.SIZE) {
      return null;
    }
    List<Hash> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(Hash.at(bytes, i * Hash.SIZE));
    }
    return some;
  }

  /** An odd node at the end of a row moves up unchanged, which gives the splits of RFC 6962. */
  private static Hash root(List<Hash> leaves) {
    List<Hash> row = leaves;
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>((row.size() + 1) / 2);
      for (int i = 0; i + 1 < row.size(); i += 2) {
        above.add(Hash.node(row.get(i), row.get(i + 1)));
      }
      if (row.size() % 2 == 1) {
        above.add(row.get(row.size() - 1));
      }
      row = above;
    }
    return row.get(0);
  }
}
