package org.cloister.ledger.log;

import java.util.List;
import java.util.function.Consumer;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.store.DurableFiles;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.tree.ConsistencyProof;
import org.cloister.ledger.tree.InclusionProof;
import org.cloister.ledger.tree.Tile;
import org.cloister.ledger.tree.TileTree;
import org.cloister.ledger.tree.TreeHasher;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * Reads a ledger's folder without its keys and its lock, also while it is written: what it sees is
 * the ledger under the checkpoint that was published when it was opened. It verifies no signature;
 * that is the verifier's work. One thread at a time.
 */
public final class LedgerReader {
  private final SignedNote checkpoint;
  private final Checkpoint head;
  private final StoredLog stored;

  private LedgerReader(SignedNote checkpoint, StoredLog stored) {
    this.checkpoint = checkpoint;
    this.head = Checkpoint.read(checkpoint.text());
    this.stored = stored;
  }

  /**
   * Opens what is in {@code store}.
   *
   * @throws CloisterException CL-0912 if there is no checkpoint or it is malformed
   */
  public static LedgerReader open(LedgerStore store) {
    DurableFiles files = new DurableFiles(store);
    byte[] note =
        files
            .read(Paths.CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.CHECKPOINT_INVALID,
                        "A ledger's folder must have a file \"checkpoint\", this one has none; name the folder"
                            + " that has it."));
    return new LedgerReader(SignedNote.read(note), new StoredLog(files));
  }

  /** The published head with its signatures, none of them verified. */
  public SignedNote checkpoint() {
    return checkpoint;
  }

  /** The published head. */
  public Checkpoint head() {
    return head;
  }

  /**
   * The stored bytes of an entry.
   *
   * @throws CloisterException CL-0915 if the published head does not cover it, CL-0901 if it is not
   *     there
   */
  public Bytes stored(long seq) {
    requireCovered(seq);
    return Bytes.of(stored.entry(seq, head.size()));
  }

  /**
   * An entry.
   *
   * @throws CloisterException as {@link #stored}, and CL-0905 if it is malformed
   */
  public Entry entry(long seq) {
    return Entry.read(stored(seq).toArray());
  }

  /**
   * Hands over the stored bytes of the entries from {@code from} up to but not {@code to}, in order
   * and with one bundle in memory at a time; the bounds are cut to what is there.
   */
  public void each(long from, long to, Consumer<byte[]> taker) {
    long end = Math.min(to, head.size());
    long seq = Math.max(0, from);
    while (seq < end) {
      List<byte[]> entries = stored.bundle(seq / Tile.FULL, head.size());
      for (int i = (int) (seq % Tile.FULL); i < entries.size() && seq < end; i++, seq++) {
        taker.accept(entries.get(i));
      }
    }
  }

  /**
   * The receipt of an entry under the published head.
   *
   * @throws CloisterException CL-0915 as {@link #stored}; CL-0901 if tiles and entries do not give
   *     the root of the head
   */
  public Receipt receipt(long seq) {
    Bytes entry = stored(seq);
    InclusionProof proof = new TileTree(stored, head.size()).inclusion(seq);
    Digest leaf = TreeHasher.leafDigest(entry.toArray());
    if (!proof.verifies(leaf, head.root())) {
      throw Halt.corrupt("entry " + seq + " does not lead to the root of the checkpoint");
    }
    return new Receipt(entry, seq, proof.hashes(), checkpoint);
  }

  /**
   * That the published head continues the one of {@code oldSize} entries.
   *
   * @throws CloisterException CL-0915 if there never was such a head
   */
  public ConsistencyProof consistency(long oldSize) {
    return new TileTree(stored, head.size()).consistency(oldSize);
  }

  private void requireCovered(long seq) {
    CloisterException.require(
        seq >= 0 && seq < head.size(),
        ErrorCode.PROOF_INVALID,
        "An entry must be one of the " + head.size() + " of this ledger, was " + seq + ".");
  }
}
