package org.cloister.plugins.secagg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.cloister.spi.protection.RoundingBits;

/** Four bytes of the stream for each residue, as a number. Belongs to one thread at a time. */
final class Rounding {
  /** Residues at a time: their values, bits and results stay in the fastest cache. */
  static final int TILE = 1 << 10;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final RoundingBits bits;
  private final byte[] tile = new byte[TILE * Integer.BYTES];
  private final byte[] single = new byte[Integer.BYTES];

  Rounding(RoundingBits bits) {
    this.bits = bits;
  }

  /**
   * The bytes for {@link #TILE} residues from {@code residue}; good until the next call. Always so
   * many, since the reader of the stream fills what it is given.
   */
  byte[] tile(long residue) {
    bits.read(residue * Integer.BYTES, tile);
    return tile;
  }

  /** A number from 0 to 1, without 1. */
  double unit(long residue) {
    bits.read(residue * Integer.BYTES, single);
    return ((int) INTS.get(single, 0) & 0xffffffffL) * 0x1p-32;
  }

  static int word(byte[] tile, int index) {
    return (int) INTS.get(tile, index << 2);
  }
}
