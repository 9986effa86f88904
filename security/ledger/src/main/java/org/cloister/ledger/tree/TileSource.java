package org.cloister.ledger.tree;

/** Where the hashes of tiles come from. */
public interface TileSource {

  /**
   * The 32-byte hashes of a tile, one after the other: exactly {@code 32 * tile.width()} bytes.
   *
   * @throws org.cloister.model.CloisterException CL-0901 if the tile is not there or too short
   */
  byte[] hashes(Tile tile);
}
