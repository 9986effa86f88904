package org.cloister.ledger.tree;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Tiles over leaf hashes in memory, hashed anew for each question. */
final class MemoryTiles implements TileSource {
  private final List<List<byte[]>> levels = new ArrayList<>();

  MemoryTiles(List<byte[]> leaves) {
    levels.add(leaves);
    while (levels.get(levels.size() - 1).size() >= Tile.FULL) {
      List<byte[]> below = levels.get(levels.size() - 1);
      List<byte[]> level = new ArrayList<>();
      for (int i = 0; i + Tile.FULL <= below.size(); i += Tile.FULL) {
        level.add(NaiveTree.root(below.subList(i, i + Tile.FULL)).toBytes());
      }
      levels.add(level);
    }
  }

  @Override
  public byte[] hashes(Tile tile) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = (int) tile.index() * Tile.FULL;
    levels.get(tile.level()).subList(from, from + tile.width()).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
