package org.cloister.model;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of bytes with value equality; the array never escapes. */
public final class Bytes {
  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** A copy of {@code source}. */
  public static Bytes of(byte... source) {
    return source.length == 0 ? EMPTY : new Bytes(source.clone());
  }

  /** A copy of {@code count} bytes of {@code source} from {@code offset}. */
  public static Bytes of(byte[] source, int offset, int count) {
    return new Bytes(Arrays.copyOfRange(source, offset, offset + count));
  }

  /** No bytes. */
  public static Bytes empty() {
    return EMPTY;
  }

  /** The number of bytes. */
  public int length() {
    return value.length;
  }

  /** The byte at {@code index}. */
  public byte at(int index) {
    return value[index];
  }

  /** Copies {@code count} bytes from {@code offset} into {@code target}. */
  public void read(int offset, byte[] target, int targetOffset, int count) {
    System.arraycopy(value, offset, target, targetOffset, count);
  }

  /** A fresh array with all bytes. */
  public byte[] toArray() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** Length and at most eight bytes: contents may be sensitive. */
  @Override
  public String toString() {
    int shown = Math.min(8, value.length);
    return "Bytes["
        + value.length
        + ": "
        + HexFormat.of().formatHex(value, 0, shown)
        + (shown < value.length ? "..." : "")
        + "]";
  }
}
