package org.cloister.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of a C2SP tlog-checkpoint of three lines; extension lines are refused, as the format has
 * none.
 */
record Checkpoint(String origin, long size, Hash root) {

  static Checkpoint parse(Note note) throws Refused {
    String[] lines = note.text().split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw malformed("a checkpoint must be three lines: origin, size and root");
    }
    if (!Vkey.isName(lines[0])) {
      throw malformed("the origin must not be empty or hold spaces or '+'");
    }
    long size = StrictText.decimal(lines[1], Code.CHECKPOINT_MALFORMED);
    byte[] root = StrictText.base64(lines[2], Code.CHECKPOINT_MALFORMED);
    if (root.length != Hash.SIZE) {
      throw malformed("the root must be 32 bytes");
    }
    Checkpoint checkpoint = new Checkpoint(lines[0], size, Hash.at(root, 0));
    if (size == 0 && !checkpoint.root.equals(Hash.EMPTY_ROOT)) {
      throw malformed("the root of an empty log must be SHA-256 of nothing");
    }
    return checkpoint;
  }

  /** The bytes that the log signs. */
  byte[] text() {
    return (origin + "\n" + size + "\n" + root.base64() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes that a witness signs at a time (C2SP tlog-cosignature, {@code cosignature/v1}). */
  byte[] cosigned(long time) {
    byte[] head = ("cosignature/v1\ntime " + time + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] text = text();
    byte[] all = new byte[head.length + text.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(text, 0, all, head.length, text.length);
    return all;
  }

  /**
   * The bytes that a key of ML-DSA-44 signs at a time, 0 for none: the structure {@code
   * cosigned_message} of C2SP tlog-cosignature, for the whole tree.
   *
   * @return null where the origin is too long to stand in it
   */
  byte @Nullable [] cosigned(String cosigner, long time) {
    if (!Vkey.fits(origin)) {
      return null;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.UTF_8));
    name(message, cosigner);
    number(message, time);
    name(message, origin);
    number(message, 0);
    number(message, size);
    byte[] hash = new byte[Hash.SIZE];
    root.copyTo(hash, 0);
    message.writeBytes(hash);
    return message.toByteArray();
  }

  private static void name(ByteArrayOutputStream message, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    message.write(bytes.length);
    message.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream message, long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      message.write((int) (number >>> shift));
    }
  }

  private static Refused malformed(String what) {
    return new Refused(Code.CHECKPOINT_MALFORMED, what);
  }
}
