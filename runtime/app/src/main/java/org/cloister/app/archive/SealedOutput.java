package org.cloister.app.archive;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.cloister.crypto.Envelope;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/**
 * Encrypts a stream: envelopes of AES-256-GCM over 16 KiB each, their lengths before them. Each is
 * bound to the name of the stream, to its place, and to whether it is the last one, so that none
 * can be moved, left out or taken from elsewhere. {@link #close} ends the stream and leaves what is
 * under it open.
 */
final class SealedOutput extends OutputStream {

  /** Bytes in an envelope: what the JDK's AES encrypts at full speed from its first calls on. */
  static final int RECORD_BYTES = 1 << 14;

  private final DataOutputStream out;
  private final SecretBytes key;
  private final String name;
  private final SecureRandom random;
  private final byte[] record = new byte[RECORD_BYTES];
  private int filled;
  private long place;
  private boolean closed;

  SealedOutput(OutputStream out, SecretBytes key, String name, SecureRandom random) {
    this.out = new DataOutputStream(out);
    this.key = key;
    this.name = name;
    this.random = random;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (filled == RECORD_BYTES) {
        seal(false);
      }
      int count = Math.min(left, RECORD_BYTES - filled);
      System.arraycopy(bytes, at, record, filled, count);
      filled += count;
      at += count;
      left -= count;
    }
  }

  private void seal(boolean last) throws IOException {
    try (SecretBytes content = SecretBytes.owning(Arrays.copyOf(record, filled))) {
      Bytes sealed = Envelope.seal(key, SealedInput.context(name, place, last), content, random);
      out.writeInt(sealed.length());
      out.write(sealed.toArray());
    }
    Arrays.fill(record, (byte) 0);
    filled = 0;
    place++;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      seal(true);
      out.flush();
    }
  }
}
