package org.cloister.app.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written to it with what a stream has. */
final class SameBytes extends OutputStream {

  private final InputStream expected;
  private boolean same = true;

  /** Reads {@code expected} as far as it is written to. */
  SameBytes(InputStream expected) {
    this.expected = expected;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] there = expected.readNBytes(length);
    same &= Arrays.equals(there, 0, there.length, bytes, offset, offset + length);
  }

  /** Whether nothing has differed yet. */
  boolean sameSoFar() {
    return same;
  }
}
