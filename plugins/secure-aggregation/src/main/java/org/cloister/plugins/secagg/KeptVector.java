package org.cloister.plugins.secagg;

import org.cloister.model.IntVector;

/**
 * A masked vector that is short enough to be kept: it is computed once and not for its digest and
 * for the wire, and its masks are wiped before it leaves.
 */
final class KeptVector implements IntVector {
  /** 8 MiB. */
  private static final long MOST = 1 << 20;

  private final long[] residues;
  private final int modulusBits;

  private KeptVector(long[] residues, int modulusBits) {
    this.residues = residues;
    this.modulusBits = modulusBits;
  }

  /** The vector itself where it is long. */
  static IntVector of(MaskedVector masked) {
    if (masked.length() > MOST) {
      return masked;
    }
    long[] residues = new long[(int) masked.length()];
    masked.read(0, residues, 0, residues.length);
    masked.masks().close();
    return new KeptVector(residues, masked.modulusBits());
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
    System.arraycopy(residues, Math.toIntExact(offset), target, targetOffset, count);
  }

  @Override
  public String toString() {
    return "KeptVector[" + residues.length + "]";
  }
}
