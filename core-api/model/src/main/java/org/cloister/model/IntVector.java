package org.cloister.model;

/**
 * A read-only vector of residues modulo 2^{@link #modulusBits()}: what is quantised, masked and
 * summed. Ranged reads, no aliasing, safe for concurrent reads.
 */
public interface IntVector {

  /** The number of residues. */
  long length();

  /**
   * The ring is the integers modulo 2 to this power; 1 to 64. With 64 a residue is all bits of the
   * {@code long}.
   */
  int modulusBits();

  /**
   * Copies {@code count} residues from {@code offset}; bits above {@link #modulusBits()} are zero.
   */
  void read(long offset, long[] target, int targetOffset, int count);
}
