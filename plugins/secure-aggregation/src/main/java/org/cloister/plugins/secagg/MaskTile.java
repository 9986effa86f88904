package org.cloister.plugins.secagg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cloister.crypto.MaskStream;

/**
 * The sum of many masks over a short range. Each mask is read in tiles that stay in the fastest
 * cache, and all masks of a tile are added before the next one. Residues of up to 32 bits take four
 * bytes of a mask, little-endian, others eight; the ring's modulus divides 2^32 or 2^64, so what is
 * left of them is uniform.
 *
 * <p>The loops are short static methods on purpose: only so does the compiler make wide additions
 * of them. Belongs to one thread at a time.
 */
final class MaskTile {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final boolean wide;
  private final byte[] keystream = new byte[MaskStream.TILE];
  private final int[] ints;
  private final long[] longs;

  MaskTile(int modulusBits) {
    this.wide = modulusBits > Integer.SIZE;
    this.ints = new int[wide ? 0 : MaskStream.TILE / Integer.BYTES];
    this.longs = new long[wide ? MaskStream.TILE / Long.BYTES : 0];
  }

  /** The most residues of a tile. */
  int length() {
    return wide ? longs.length : ints.length;
  }

  void clear() {
    Arrays.fill(ints, 0);
    Arrays.fill(longs, 0);
  }

  void add(MaskStream mask, long offset, int count) {
    if (wide) {
      mask.read(offset * Long.BYTES, keystream, count * Long.BYTES);
      add(keystream, count, longs);
    } else {
      mask.read(offset * Integer.BYTES, keystream, count * Integer.BYTES);
      add(keystream, count, ints);
    }
  }

  void subtract(MaskStream mask, long offset, int count) {
    if (wide) {
      mask.read(offset * Long.BYTES, keystream, count * Long.BYTES);
      subtract(keystream, count, longs);
    } else {
      mask.read(offset * Integer.BYTES, keystream, count * Integer.BYTES);
      subtract(keystream, count, ints);
    }
  }

  /** Adds the tile to residues of which only the bits of {@code modulus} count. */
  void addTo(long[] target, int at, int count, long modulus) {
    if (wide) {
      addTo(longs, target, at, count, modulus);
    } else {
      addTo(ints, target, at, count, modulus);
    }
  }

  private static void add(byte[] from, int count, int[] to) {
    for (int i = 0; i < count; i++) {
      to[i] += (int) INTS.get(from, i << 2);
    }
  }

  private static void subtract(byte[] from, int count, int[] to) {
    for (int i = 0; i < count; i++) {
      to[i] -= (int) INTS.get(from, i << 2);
    }
  }

  private static void add(byte[] from, int count, long[] to) {
    for (int i = 0; i < count; i++) {
      to[i] += (long) LONGS.get(from, i << 3);
    }
  }

  private static void subtract(byte[] from, int count, long[] to) {
    for (int i = 0; i < count; i++) {
      to[i] -= (long) LONGS.get(from, i << 3);
    }
  }

  private static void addTo(int[] from, long[] to, int at, int count, long modulus) {
    for (int i = 0; i < count; i++) {
      to[at + i] = (to[at + i] + from[i]) & modulus;
    }
  }

  private static void addTo(long[] from, long[] to, int at, int count, long modulus) {
    for (int i = 0; i < count; i++) {
      to[at + i] = (to[at + i] + from[i]) & modulus;
    }
  }

  /** Overwrites what it summed. */
  void wipe() {
    clear();
    Arrays.fill(keystream, (byte) 0);
  }
}
