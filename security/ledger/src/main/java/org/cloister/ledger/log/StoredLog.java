package org.cloister.ledger.log;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cloister.crypto.Sha256;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.tree.Tile;
import org.cloister.ledger.tree.TileSource;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Tiles and bundles as they are on the disk. Where a partial one was replaced by the full one, its
 * beginning is the same.
 */
final class StoredLog implements TileSource {
  private static final int FULL_BYTES = Tile.FULL * Sha256.BYTES;

  private final DurableFiles files;

  StoredLog(DurableFiles files) {
    this.files = files;
  }

  @Override
  public byte[] hashes(Tile tile) {
    int bytes = tile.width() * Sha256.BYTES;
    Optional<byte[]> exact = files.read(tile.path(), FULL_BYTES);
    if (exact.isPresent()) {
      require(exact.get().length == bytes, tile.path());
      return exact.get();
    }
    String full = new Tile(tile.level(), tile.index(), Tile.FULL).path();
    byte[] whole = files.read(full, FULL_BYTES).orElseThrow(() -> missing(tile.path()));
    require(whole.length == FULL_BYTES, full);
    return Arrays.copyOf(whole, bytes);
  }

  /** Entry {@code seq} of the log of {@code size} entries, {@code 0 <= seq < size}. */
  byte[] entry(long seq, long size) {
    return bundle(seq / Tile.FULL, size).get((int) (seq % Tile.FULL));
  }

  /** What bundle {@code index} of the log of {@code size} entries holds. */
  List<byte[]> bundle(long index, long size) {
    return entries(index, (int) Math.min(Tile.FULL, size - index * Tile.FULL));
  }

  /** The first {@code width} entries of bundle {@code index}. */
  List<byte[]> entries(long index, int width) {
    String path = Tile.bundlePath(index, width);
    Optional<byte[]> exact = files.read(path, Bundle.MAX_BYTES);
    if (exact.isPresent()) {
      return Bundle.read(exact.get(), width, true);
    }
    byte[] whole =
        files
            .read(Tile.bundlePath(index, Tile.FULL), Bundle.MAX_BYTES)
            .orElseThrow(() -> missing(path));
    return Bundle.read(whole, width, false);
  }

  private static void require(boolean fits, String path) {
    CloisterException.require(
        fits,
        ErrorCode.LEDGER_CORRUPT,
        "The ledger's file "
            + path
            + " must have the length that its name says; keep the folder as evidence.");
  }

  private static CloisterException missing(String path) {
    return new CloisterException(
        ErrorCode.LEDGER_CORRUPT,
        "The ledger's file " + path + " must be there; keep the folder as evidence.");
  }
}
