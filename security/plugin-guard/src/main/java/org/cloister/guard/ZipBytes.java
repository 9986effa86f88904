package org.cloister.guard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The bytes of an archive with the little-endian numbers of the zip format. Reading past the end is
 * a refusal, not an error.
 */
final class ZipBytes {
  private final ByteBuffer bytes;
  private final Refusal refusal;

  ZipBytes(byte[] bytes, Refusal refusal) {
    this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    this.refusal = refusal;
  }

  int length() {
    return bytes.capacity();
  }

  Refusal refusal() {
    return refusal;
  }

  int u16(long at) {
    return bytes.getShort(index(at, 2)) & 0xffff;
  }

  long u32(long at) {
    return bytes.getInt(index(at, 4)) & 0xffff_ffffL;
  }

  /** A window onto {@code count} bytes. */
  ByteBuffer slice(long at, long count) {
    return bytes.slice(index(at, count), (int) count);
  }

  /** UTF-8 without repair: the JDK reads names of jars so, whatever the entry's flag says. */
  Optional<String> text(long at, int count) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(slice(at, count)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private int index(long at, long count) {
    refusal.requireArchive(
        at >= 0 && count >= 0 && at + count <= length(),
        "it points at bytes "
            + at
            + " to "
            + (at + count)
            + ", but must end at "
            + length()
            + "; it is cut off or damaged. Copy it again.");
    return (int) at;
  }
}
