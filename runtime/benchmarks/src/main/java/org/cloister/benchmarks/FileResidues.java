package org.cloister.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cloister.model.IntVector;

/** Residues of up to 32 bits in a file, as if they had come over a network. */
record FileResidues(FileChannel file, long length, int modulusBits) implements IntVector {
  private static final int CHUNK = 1 << 13;

  static FileResidues copy(IntVector vector, Path folder) {
    try {
      Path path = Files.createTempFile(folder, "residues", "");
      FileChannel file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      long[] chunk = new long[CHUNK];
      ByteBuffer bytes = ByteBuffer.allocateDirect(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
      for (long at = 0; at < vector.length(); at += CHUNK) {
        int count = (int) Math.min(CHUNK, vector.length() - at);
        vector.read(at, chunk, 0, count);
        bytes.clear();
        for (int i = 0; i < count; i++) {
          bytes.putInt((int) chunk[i]);
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      return new FileResidues(file, vector.length(), vector.modulusBits());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void read(long offset, long[] target, int targetOffset, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, 4 * offset + bytes.position()) < 0) {
          throw new IOException("the file is too short");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.flip();
    for (int i = 0; i < count; i++) {
      target[targetOffset + i] = bytes.getInt() & 0xffffffffL;
    }
  }
}
