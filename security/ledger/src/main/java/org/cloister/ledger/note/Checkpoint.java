package org.cloister.ledger.note;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cloister.crypto.Sha256;
import org.cloister.crypto.StrictBase64;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * The head of a log (C2SP tlog-checkpoint 1.0.0) without extension lines.
 *
 * @param origin the log's identity and the name of its key
 * @param size the number of entries, below 2^53
 * @param root the root hash of the tree of these entries
 */
public record Checkpoint(String origin, long size, Digest root) {

  /** The bound of sizes, 2^53: what every JSON reader still counts exactly. */
  public static final long SIZE_LIMIT = 1L << 53;

  /** Checks the name and the size. */
  public Checkpoint {
    require(NoteKey.isName(origin), "its origin must be a name without spaces and +");
    require(size >= 0 && size < SIZE_LIMIT, "its size must be 0 to 2^53-1");
  }

  /**
   * Reads the text of a checkpoint.
   *
   * @throws CloisterException CL-0912 unless it is exactly what {@link #text} gives
   */
  public static Checkpoint read(String text) {
    String[] lines = text.split("\n", -1);
    require(lines.length == 4 && lines[3].isEmpty(), "it must have three lines");
    Optional<byte[]> root = StrictBase64.decode(lines[2]);
    require(root.isPresent() && root.get().length == Sha256.BYTES, "its root must be 32 bytes");
    return new Checkpoint(lines[0], size(lines[1]), TreeHasher.digest(root.orElseThrow()));
  }

  /** A size in its one spelling. */
  public static long size(String decimal) {
    boolean digits =
        !decimal.isEmpty()
            && decimal.length() <= 16
            && decimal.chars().allMatch(c -> c >= '0' && c <= '9');
    require(
        digits && (decimal.equals("0") || !decimal.startsWith("0")), "its size must be decimal");
    return Long.parseLong(decimal);
  }

  /** What is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + StrictBase64.encode(root.toBytes()) + "\n";
  }

  /** {@link #text} as bytes. */
  public byte[] toBytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.CHECKPOINT_INVALID,
        "A checkpoint must be an origin, a size and a root: " + why + ".");
  }
}
