package org.cloister.guard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What a file is by its first bytes, whatever its name says. */
enum FileKind {
  CLASS,
  ARCHIVE,
  NATIVE,
  OTHER;

  /** How much of a file it takes to tell. */
  static final int HEAD_BYTES = 1024;

  /**
   * The first class file version that there was (JDK 1.0.2); fat Mach-O files, which begin like
   * classes, have less in its place.
   */
  private static final int FIRST_CLASS_VERSION = 45;

  static FileKind of(byte[] head) {
    if (head.length < 4) {
      return OTHER;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head);
    return switch (bytes.getInt(0)) {
      case 0xcafebabe ->
          head.length >= 8
                  && bytes.getInt(4) >>> 16 == 0
                  && (bytes.getInt(4) & 0xffff) < FIRST_CLASS_VERSION
              ? NATIVE
              : CLASS;
      case 0x504b0304, 0x504b0506 -> ARCHIVE;
      case 0x7f454c46, 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabf, 0xbebafeca ->
          NATIVE;
      default -> isPortableExecutable(bytes) ? NATIVE : OTHER;
    };
  }

  private static boolean isPortableExecutable(ByteBuffer bytes) {
    if (bytes.get(0) != 'M' || bytes.get(1) != 'Z' || bytes.capacity() < 0x40) {
      return false;
    }
    int header = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0x3c);
    return header >= 0 && header <= bytes.capacity() - 4 && bytes.getInt(header) == 0x00004550;
  }
}
