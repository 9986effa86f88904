package org.cloister.plugins.secagg;

import java.util.ArrayList;
import java.util.List;
import org.cloister.crypto.Sha256;
import org.cloister.model.Bytes;

/**
 * The hash tree of RFC 6962, section 2.1, over leaves that are digests: one root for all, and a
 * short proof for each.
 */
final class MerkleTree {
  private static final int LEAF = 0;
  private static final int NODE = 1;

  private MerkleTree() {}

  static Bytes root(List<Bytes> leaves) {
    if (leaves.size() == 1) {
      return leaf(leaves.get(0));
    }
    int left = leftSize(leaves.size());
    return node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  /** The digests beside the way from a leaf to the root, from below. */
  static List<Bytes> path(List<Bytes> leaves, int index) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int left = leftSize(leaves.size());
    boolean inLeft = index < left;
    List<Bytes> below = leaves.subList(0, left);
    List<Bytes> above = leaves.subList(left, leaves.size());
    List<Bytes> path = inLeft ? path(below, index) : path(above, index - left);
    path.add(root(inLeft ? above : below));
    return path;
  }

  /** The paths of all leaves: one pass up, not one for each. */
  static List<List<Bytes>> paths(List<Bytes> leaves) {
    List<List<Bytes>> paths = new ArrayList<>();
    leaves.forEach(leaf -> paths.add(new ArrayList<>()));
    climb(leaves, paths);
    return paths;
  }

  private static Bytes climb(List<Bytes> leaves, List<List<Bytes>> paths) {
    if (leaves.size() == 1) {
      return leaf(leaves.get(0));
    }
    int left = leftSize(leaves.size());
    Bytes below = climb(leaves.subList(0, left), paths.subList(0, left));
    Bytes above = climb(leaves.subList(left, leaves.size()), paths.subList(left, leaves.size()));
    paths.subList(0, left).forEach(path -> path.add(above));
    paths.subList(left, paths.size()).forEach(path -> path.add(below));
    return node(below, above);
  }

  /** Whether {@code leaf} is number {@code index} of the {@code size} under {@code root}. */
  static boolean proves(Bytes root, Bytes leaf, int index, int size, List<Bytes> path) {
    if (index < 0 || index >= size || path.size() != depth(index, size)) {
      return false;
    }
    return climb(leaf, index, size, path).equals(root);
  }

  private static Bytes climb(Bytes leaf, int index, int size, List<Bytes> path) {
    if (size == 1) {
      return leaf(leaf);
    }
    int left = leftSize(size);
    List<Bytes> rest = path.subList(0, path.size() - 1);
    Bytes beside = path.get(path.size() - 1);
    return index < left
        ? node(climb(leaf, index, left, rest), beside)
        : node(beside, climb(leaf, index - left, size - left, rest));
  }

  private static int depth(int index, int size) {
    int left = leftSize(size);
    return size == 1
        ? 0
        : 1 + (index < left ? depth(index, left) : depth(index - left, size - left));
  }

  /** The largest power of two below {@code size}; 1 for sizes up to 2. */
  private static int leftSize(int size) {
    return size <= 2 ? 1 : Integer.highestOneBit(size - 1);
  }

  private static Bytes leaf(Bytes value) {
    return Bytes.of(new Sha256().add(LEAF).add(value.toArray()).finish());
  }

  private static Bytes node(Bytes left, Bytes right) {
    return Bytes.of(new Sha256().add(NODE).add(left.toArray()).add(right.toArray()).finish());
  }
}
