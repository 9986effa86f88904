package org.cloister.ledger.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.crypto.Sha256;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * A tree of a fixed size over stored tiles: its root, and proofs about it (RFC 6962, 2.1.1 and
 * 2.1.2). Reads a handful of tiles for each answer, however large the tree. One thread at a time.
 */
public final class TileTree {
  private final TileSource tiles;
  private final long size;
  private final TreeHasher hasher = new TreeHasher();

  /** The tree of the first {@code size} leaves of what {@code tiles} hold. */
  public TileTree(TileSource tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  /** The root. */
  public Digest root() {
    return TreeHasher.digest(size == 0 ? TreeHasher.emptyRoot() : range(0, size));
  }

  /** The proof that leaf {@code index} is in this tree; {@code 0 <= index < size}. */
  public InclusionProof inclusion(long index) {
    requireRange(index >= 0 && index < size);
    List<Digest> proof = new ArrayList<>();
    path(index, 0, size, proof);
    return new InclusionProof(index, size, proof);
  }

  /** The proof that this tree continues the one of its first {@code old} leaves. */
  public ConsistencyProof consistency(long old) {
    requireRange(old >= 0 && old <= size);
    List<Digest> proof = new ArrayList<>();
    if (old > 0 && old < size) {
      subproof(old, 0, size, true, proof);
    }
    return new ConsistencyProof(old, size, proof);
  }

  private static void requireRange(boolean within) {
    CloisterException.require(
        within,
        ErrorCode.PROOF_INVALID,
        "A proof must be about leaves that the tree has; ask for one of a later checkpoint.");
  }

  private void path(long index, long from, long to, List<Digest> proof) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      path(index, from, middle, proof);
      proof.add(TreeHasher.digest(range(middle, to)));
    } else {
      path(index, middle, to, proof);
      proof.add(TreeHasher.digest(range(from, middle)));
    }
  }

  private void subproof(long old, long from, long to, boolean whole, List<Digest> proof) {
    if (old == to) {
      if (!whole) {
        proof.add(TreeHasher.digest(range(from, to)));
      }
      return;
    }
    long middle = from + split(to - from);
    if (old <= middle) {
      subproof(old, from, middle, whole, proof);
      proof.add(TreeHasher.digest(range(middle, to)));
    } else {
      subproof(old, middle, to, false, proof);
      proof.add(TreeHasher.digest(range(from, middle)));
    }
  }

  /** The hash over the leaves {@code [from, to)}, where {@code from} begins a subtree as large. */
  private byte[] range(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      return subtree(Long.numberOfTrailingZeros(count), from / count);
    }
    long middle = from + split(count);
    return hasher.node(range(from, middle), range(middle, to));
  }

  /** The node of {@code height} at {@code index}, from the tile level at or below it. */
  private byte[] subtree(int height, long index) {
    int level = height / 8;
    int below = height % 8;
    long first = index << below;
    long stored = Tile.hashes(size, level);
    long tileIndex = first / Tile.FULL;
    int width = (int) Math.min(Tile.FULL, stored - tileIndex * Tile.FULL);
    byte[] hashes = tiles.hashes(new Tile(level, tileIndex, width));
    int offset = (int) (first % Tile.FULL);
    return fold(hashes, offset, 1 << below);
  }

  private byte[] fold(byte[] hashes, int offset, int count) {
    if (count == 1) {
      int at = offset * Sha256.BYTES;
      return Arrays.copyOfRange(hashes, at, at + Sha256.BYTES);
    }
    int half = count / 2;
    return hasher.node(fold(hashes, offset, half), fold(hashes, offset + half, half));
  }

  /** The largest power of two below {@code count}, which is at least 2. */
  static long split(long count) {
    return Long.highestOneBit(count - 1);
  }
}
