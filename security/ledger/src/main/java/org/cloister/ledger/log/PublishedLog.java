package org.cloister.ledger.log;

import java.util.Optional;
import org.cloister.ledger.entry.Entry;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.tree.TileTree;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * The log as everybody sees it: the entries that the published head covers.
 *
 * @param stored where they are
 * @param size how many they are
 * @param note the head with its signatures; empty before the first entry
 */
record PublishedLog(StoredLog stored, long size, Optional<SignedNote> note) {

  static PublishedLog of(StoredLog stored, Optional<SignedNote> note) {
    return new PublishedLog(
        stored, note.map(head -> Checkpoint.read(head.text()).size()).orElse(0L), note);
  }

  /** The same entries under a head with more signatures. */
  PublishedLog with(SignedNote signed) {
    return new PublishedLog(stored, size, Optional.of(signed));
  }

  /**
   * The head.
   *
   * @throws CloisterException CL-0915 before the first entry
   */
  SignedNote head() {
    return note.orElseThrow(
        () ->
            new CloisterException(
                ErrorCode.PROOF_INVALID,
                "The ledger must have a first entry before it has a head."));
  }

  /**
   * An entry.
   *
   * @throws CloisterException CL-0915 if the head does not cover it yet
   */
  Entry entry(long seq) {
    return Entry.read(bytes(seq));
  }

  /**
   * The receipt of an entry.
   *
   * @throws CloisterException CL-0915 if the head does not cover it yet
   */
  Receipt receipt(long seq) {
    var proof = new TileTree(stored, size).inclusion(seq);
    return new Receipt(Bytes.of(bytes(seq)), seq, proof.hashes(), head());
  }

  private byte[] bytes(long seq) {
    CloisterException.require(
        seq >= 0 && seq < size,
        ErrorCode.PROOF_INVALID,
        "An entry must be published before it is read, was " + seq + " of " + size + ".");
    return stored.entry(seq, size);
  }
}
