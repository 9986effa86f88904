package org.cloister.app.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cloister.crypto.Envelope;
import org.cloister.crypto.SecretBytes;
import org.cloister.model.Bytes;

/** Decrypts what {@link SealedOutput} wrote; gives no byte that was not authenticated. */
final class SealedInput extends InputStream {

  private final DataInputStream in;
  private final SecretBytes key;
  private final String name;
  private byte[] record = new byte[0];
  private int read;
  private long place;
  private boolean ended;

  SealedInput(InputStream in, SecretBytes key, String name) {
    this.in = new DataInputStream(in);
    this.key = key;
    this.name = name;
  }

  static byte[] context(String name, long place, boolean last) {
    return ("cloister-archive/1\n" + name + "\n" + place + "\n" + last)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (read == record.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, record.length - read);
    System.arraycopy(record, read, target, offset, count);
    read += count;
    return count;
  }

  private void next() throws IOException {
    int length = in.readInt();
    if (length < Envelope.OVERHEAD_BYTES
        || length > SealedOutput.RECORD_BYTES + Envelope.OVERHEAD_BYTES) {
      throw new IOException("an envelope of the archive has an impossible length");
    }
    Bytes sealed = Bytes.of(in.readNBytes(length));
    Optional<SecretBytes> content = Envelope.open(key, context(name, place, false), sealed);
    if (content.isEmpty()) {
      content = Envelope.open(key, context(name, place, true), sealed);
      ended = true;
    }
    try (SecretBytes opened =
        content.orElseThrow(
            () -> new IOException("the archive was altered, or the key is another"))) {
      record = opened.use(byte[]::clone);
    }
    if (ended && in.read() >= 0) {
      throw new IOException("there is something behind the archive's end");
    }
    read = 0;
    place++;
  }
}
