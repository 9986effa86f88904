package org.cloister.ledger.log;

import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.tree.ConsistencyProof;

/**
 * Entries that are on the disk for good and not yet published: the witnesses can be asked now, then
 * {@link LedgerWriter#publish}.
 *
 * @param first the position of the first new entry
 * @param head the new head
 * @param note the head with the log's signature
 * @param consistency that it continues the head that was published before
 */
public record Commit(long first, Checkpoint head, SignedNote note, ConsistencyProof consistency) {}
