package org.cloister.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cloister.crypto.StrictBase64;
import org.cloister.model.Bytes;

/**
 * A line under a note: who claims to have signed, and the bytes; nothing is verified yet.
 *
 * @param name of the key
 * @param keyId of the key
 * @param value at least one byte
 */
public record SignatureLine(String name, int keyId, Bytes value) {
  private static final String START = "\u2014 ";

  /** Whether both claim to be of one key. */
  boolean isOfSameKey(SignatureLine other) {
    return keyId == other.keyId && name.equals(other.name);
  }

  /** The line, with its line end. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(4 + value.length());
    bytes.putInt(keyId).put(value.toArray());
    return START + name + " " + StrictBase64.encode(bytes.array()) + "\n";
  }

  /** How many bytes {@link #text} has as UTF-8. */
  int bytes() {
    int signature = (4 + value.length() + 2) / 3 * 4;
    return (START + name + " \n").getBytes(StandardCharsets.UTF_8).length + signature;
  }

  /** Reads a line without its line end; empty if it is malformed. */
  static Optional<SignatureLine> read(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(START) || space <= START.length()) {
      return Optional.empty();
    }
    String name = line.substring(START.length(), space);
    Optional<byte[]> bytes = StrictBase64.decode(line.substring(space + 1));
    if (!NoteKey.isName(name) || bytes.isEmpty() || bytes.get().length < 5) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
    int keyId = buffer.getInt();
    return Optional.of(new SignatureLine(name, keyId, Bytes.of(NoteKey.tail(bytes.get(), 4))));
  }
}
