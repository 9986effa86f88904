package org.cloister.ledger.witness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.crypto.Sha256;
import org.cloister.crypto.StrictBase64;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * The request of C2SP tlog-witness: here is a new head, and the proof that it continues the one of
 * {@code oldSize} entries that you have seen.
 *
 * @param oldSize what the log believes that the witness saw last, 0 for nothing
 * @param proof at most 63 hashes
 * @param note the new head, signed by the log
 */
public record AddCheckpoint(long oldSize, List<Digest> proof, SignedNote note) {
  private static final String OLD = "old ";
  private static final int MAX_PROOF = 63;
  private static final int MAX_BYTES = SignedNote.MAX_BYTES + 64 * 64;

  /** Copies the proof. */
  public AddCheckpoint {
    proof = List.copyOf(proof);
    require(oldSize >= 0, "the old size must be 0 or more");
    require(proof.size() <= MAX_PROOF, "the proof must have at most 63 hashes");
  }

  /** The request's body. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.forEach(hash -> head.append(StrictBase64.encode(hash.toBytes())).append('\n'));
    out.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(note.toBytes());
    return out.toByteArray();
  }

  /**
   * Reads a request's body.
   *
   * @throws CloisterException CL-0912 if it is malformed
   */
  public static AddCheckpoint read(byte[] body) {
    require(body.length <= MAX_BYTES, "it is too long");
    int split = 0;
    while (split + 1 < body.length && !(body[split] == '\n' && body[split + 1] == '\n')) {
      split++;
    }
    require(split + 1 < body.length, "an empty line must part proof and checkpoint");
    String[] lines = new String(body, 0, split, StandardCharsets.ISO_8859_1).split("\n", -1);
    require(lines[0].startsWith(OLD), "it must begin with the old size");
    require(lines.length <= 1 + MAX_PROOF, "the proof must have at most 63 hashes");
    long oldSize = Checkpoint.size(lines[0].substring(OLD.length()));
    List<Digest> proof = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      Optional<byte[]> hash = StrictBase64.decode(lines[i]);
      require(
          hash.isPresent() && hash.get().length == Sha256.BYTES,
          "a hash must be 32 bytes as base64");
      proof.add(TreeHasher.digest(hash.orElseThrow()));
    }
    byte[] note = java.util.Arrays.copyOfRange(body, split + 2, body.length);
    return new AddCheckpoint(oldSize, proof, SignedNote.read(note));
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.CHECKPOINT_INVALID,
        "A request to a witness must have the form of C2SP tlog-witness: " + why + ".");
  }
}
