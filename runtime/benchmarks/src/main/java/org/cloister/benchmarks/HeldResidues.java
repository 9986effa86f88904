package org.cloister.benchmarks;

import org.cloister.model.IntVector;

/** Residues of at most 32 bits in memory, as a coordinator has them when they came. */
final class HeldResidues implements IntVector {
  private static final int CHUNK = 1 << 13;

  private final int[] residues;
  private final int modulusBits;

  private HeldResidues(int[] residues, int modulusBits) {
    this.residues = residues;
    this.modulusBits = modulusBits;
  }

  static HeldResidues copy(IntVector vector) {
    int[] residues = new int[Math.toIntExact(vector.length())];
    long[] chunk = new long[CHUNK];
    for (int at = 0; at < residues.length; at += CHUNK) {
      int count = Math.min(CHUNK, residues.length - at);
      vector.read(at, chunk, 0, count);
      for (int i = 0; i < count; i++) {
        residues[at + i] = (int) chunk[i];
      }
    }
    return new HeldResidues(residues, vector.modulusBits());
  }

  @Override
  public long length() {
    return residues.length;
  }

  @Override
  public int modulusBits() {
    return modulusBits;
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    for (int i = 0; i < count; i++) {
      target[targetOffset + i] = residues[(int) offset + i] & 0xffffffffL;
    }
  }
}
