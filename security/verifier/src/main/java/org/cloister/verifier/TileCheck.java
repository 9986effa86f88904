package org.cloister.verifier;

import java.util.Arrays;
import java.util.List;

/** Compares every tile file, full or partial, with the hashes that the entries give. */
final class TileCheck {
  static final int MAX_SIZE = TilePath.WIDTH * Hash.SIZE;

  private final LogFolder log;
  private final Findings findings;
  private long compared;

  TileCheck(LogFolder log, Findings findings) {
    this.log = log;
    this.findings = findings;
  }

  /** How many files were compared. */
  long compared() {
    return compared;
  }

  /** Checks the tile that holds these hashes, and the older copies of its beginning. */
  void check(int level, long index, List<Hash> hashes) {
    byte[] expected = new byte[hashes.size() * Hash.SIZE];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(expected, i * Hash.SIZE);
    }
    String path = TilePath.of(level, index);
    try {
      boolean found = full(path, expected);
      for (int partial : log.partials(path)) {
        String file = path + ".p/" + partial;
        if (partial > hashes.size()) {
          findings.add(Code.BEYOND_CHECKPOINT, file, "the tile holds more than was signed");
        } else {
          found |= partial == hashes.size();
          compare(file, Arrays.copyOf(expected, partial * Hash.SIZE), false);
        }
      }
      if (!found) {
        String width = hashes.size() == TilePath.WIDTH ? "" : ".p/" + hashes.size();
        findings.add(Code.TILE_MISSING, path + width, "the tile is not there");
      }
    } catch (Refused e) {
      findings.add(e.at(path));
    }
  }

  private boolean full(String path, byte[] expected) throws Refused {
    if (!log.exists(path)) {
      return false;
    }
    boolean beyond = expected.length < MAX_SIZE;
    if (beyond) {
      findings.add(Code.BEYOND_CHECKPOINT, path, "the tile holds more than was signed");
    }
    compare(path, expected, beyond);
    return true;
  }

  private void compare(String file, byte[] expected, boolean beginning) throws Refused {
    byte[] bytes = log.read(file, MAX_SIZE, Code.TILE_MISMATCH);
    byte[] found = bytes == null ? new byte[0] : bytes;
    int length = beginning ? Math.min(found.length, expected.length) : found.length;
    if (!Arrays.equals(found, 0, length, expected, 0, expected.length)) {
      findings.add(Code.TILE_MISMATCH, file, "the tile differs from what the entries give");
    }
    compared++;
  }
}
