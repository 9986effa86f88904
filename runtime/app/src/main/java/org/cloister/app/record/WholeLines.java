package org.cloister.app.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where the last whole line of a file ends. */
final class WholeLines {

  private static final int CHUNK = 1 << 12;

  private WholeLines() {}

  /** The position after the last line end; 0 if there is none. Reads from the end. */
  static long end(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    for (long to = channel.size(); to > 0; ) {
      long from = Math.max(0, to - CHUNK);
      buffer.clear().limit((int) (to - from));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, from + buffer.position()) < 0) {
          return 0;
        }
      }
      for (int i = buffer.limit() - 1; i >= 0; i--) {
        if (buffer.get(i) == '\n') {
          return from + i + 1;
        }
      }
      to = from;
    }
    return 0;
  }
}
