package org.cloister.verifier;

import java.nio.charset.StandardCharsets;

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

  private static Refused malformed(String what) {
    return new Refused(Code.CHECKPOINT_MALFORMED, what);
  }
}
