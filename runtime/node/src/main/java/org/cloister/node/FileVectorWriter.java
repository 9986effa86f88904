package org.cloister.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import org.cloister.model.FloatVector;
import org.cloister.model.VectorWriter;

/** Writes a file front to back and then gives it away as a vector. */
final class FileVectorWriter implements VectorWriter {
  private final PositionedFile file;
  private final Path folder;
  private final long length;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(FileVector.CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long buffered;
  private long flushed;
  private boolean finished;

  FileVectorWriter(PositionedFile file, Path folder, long length) {
    this.file = file;
    this.folder = folder;
    this.length = length;
  }

  @Override
  public void write(float[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    if (finished || count > length - buffered) {
      throw new IllegalStateException(
          "at most " + (finished ? 0 : length - buffered) + " further values fit, were " + count);
    }
    int done = 0;
    while (done < count) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(buffer.remaining() / Float.BYTES, count - done);
      buffer.asFloatBuffer().put(source, offset + done, part);
      buffer.position(buffer.position() + part * Float.BYTES);
      done += part;
    }
    buffered += count;
  }

  private void flush() {
    buffer.flip();
    int bytes = buffer.remaining();
    try {
      file.write(flushed, buffer);
    } catch (IOException e) {
      throw StorageErrors.of(e, folder, length * Float.BYTES - flushed);
    }
    flushed += bytes;
    buffer.clear();
  }

  @Override
  public FloatVector finish() {
    if (finished || buffered != length) {
      throw new IllegalStateException("announced " + length + " values, written " + buffered);
    }
    flush();
    finished = true;
    return new FileVector(file, folder, length);
  }

  @Override
  public void close() {
    if (!finished) {
      finished = true;
      file.delete();
    }
  }
}
