package org.cloister.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import org.cloister.model.FloatVector;

/** A vector in a file, little-endian. */
final class FileVector implements FloatVector {
  /** Bytes read at a time, at most. */
  static final int CHUNK_BYTES = 1 << 16;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(
          () -> ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN));

  private final PositionedFile file;
  private final Path folder;
  private final long length;

  FileVector(PositionedFile file, Path folder, long length) {
    this.file = file;
    this.folder = folder;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long offset, float[] target, int targetOffset, int count) {
    Objects.checkFromIndexSize(offset, count, length);
    Objects.checkFromIndexSize(targetOffset, count, target.length);
    ByteBuffer buffer = BUFFER.get();
    int done = 0;
    while (done < count) {
      int part = Math.min(CHUNK_BYTES / Float.BYTES, count - done);
      buffer.clear().limit(part * Float.BYTES);
      try {
        file.read((offset + done) * Float.BYTES, buffer);
      } catch (IOException e) {
        throw StorageErrors.of(e, folder, 0);
      }
      buffer.flip().asFloatBuffer().get(target, targetOffset + done, part);
      done += part;
    }
  }

  @Override
  public String toString() {
    return "FloatVector[" + length + "]";
  }
}
