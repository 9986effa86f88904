package org.cloister.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.crypto.Sha256;
import org.cloister.crypto.StrictBase64;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.CheckpointCheck;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.ledger.tree.InclusionProof;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * What a party keeps for its entry: the entry, the proof that it is on the log, and the signed
 * head. As text it is a C2SP tlog-proof with the entry as extra data; whoever has the policy can
 * check it with nothing else at hand.
 *
 * @param entry the stored bytes
 * @param index its position
 * @param path the inclusion proof's hashes
 * @param checkpoint the head with its signatures
 */
public record Receipt(Bytes entry, long index, List<Digest> path, SignedNote checkpoint) {
  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int MAX_PATH = 63;
  private static final int MAX_BYTES = 1 << 18;

  /** Copies the path. */
  public Receipt {
    path = List.copyOf(path);
  }

  /** What a receipt shows once it was checked. */
  public record Shown(Entry entry, CheckpointCheck checkpoint) {}

  /**
   * Checks the whole receipt but the quorum, which the answer tells, and the entry's own signature,
   * which needs the key of its party ({@link Entry#isSignedBy}).
   *
   * @throws CloisterException CL-0906 or CL-0912 for the checkpoint, CL-0905 for the entry, CL-0915
   *     if the entry is not proved to be under the checkpoint
   */
  public Shown verify(WitnessPolicy policy) {
    CheckpointCheck check = policy.check(checkpoint);
    return new Shown(verify(check), check);
  }

  /**
   * The same under a head whose signatures were checked before; one head has many receipts.
   *
   * @param check of exactly this receipt's checkpoint
   */
  public Entry verify(CheckpointCheck check) {
    require(
        check.notes().note().equals(checkpoint), "the checkpoint must be the one that was checked");
    Checkpoint head = check.checkpoint();
    byte[] bytes = entry.toArray();
    InclusionProof proof = new InclusionProof(index, head.size(), path);
    require(
        proof.verifies(TreeHasher.leafDigest(bytes), head.root()),
        "the proof must lead from the entry to the checkpoint");
    Entry read = Entry.read(bytes);
    require(
        read.seq() == index && read.body().origin().equals(head.origin()),
        "the entry must be of this place and log");
    return read;
  }

  /** The receipt as text. */
  public String text() {
    StringBuilder out = new StringBuilder(FIRST).append('\n');
    out.append(EXTRA).append(StrictBase64.encode(entry.toArray())).append('\n');
    out.append(INDEX).append(index).append('\n');
    path.forEach(hash -> out.append(StrictBase64.encode(hash.toBytes())).append('\n'));
    out.append('\n').append(new String(checkpoint.toBytes(), StandardCharsets.UTF_8));
    return out.toString();
  }

  /**
   * Reads a receipt; nothing is checked yet.
   *
   * @throws CloisterException CL-0915 if it is malformed, CL-0912 if the note in it is
   */
  public static Receipt read(String text) {
    require(text.length() <= MAX_BYTES, "it must have at most 256 KiB");
    int split = text.indexOf("\n\n");
    require(split >= 0, "an empty line must part proof and checkpoint");
    String[] lines = text.substring(0, split).split("\n", -1);
    require(
        lines.length >= 3
            && lines[0].equals(FIRST)
            && lines[1].startsWith(EXTRA)
            && lines[2].startsWith(INDEX),
        "it must begin with " + FIRST + ", extra and index");
    byte[] entry = decode(lines[1].substring(EXTRA.length()));
    long index = Checkpoint.size(lines[2].substring(INDEX.length()));
    require(lines.length <= 3 + MAX_PATH, "it must have at most 63 hashes");
    List<Digest> path = new ArrayList<>();
    for (int i = 3; i < lines.length; i++) {
      byte[] hash = decode(lines[i]);
      require(hash.length == Sha256.BYTES, "a hash must have 32 bytes");
      path.add(TreeHasher.digest(hash));
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.UTF_8);
    return new Receipt(Bytes.of(entry), index, path, SignedNote.read(note));
  }

  private static byte[] decode(String base64) {
    Optional<byte[]> bytes = StrictBase64.decode(base64);
    require(bytes.isPresent(), "its base64 must have one spelling");
    return bytes.orElseThrow();
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.PROOF_INVALID,
        "A receipt must hold from its entry to its checkpoint: " + why + ".");
  }
}
