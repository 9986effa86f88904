package org.cloister.ledger.log;

import org.cloister.ledger.note.CheckpointCheck;
import org.cloister.ledger.note.SignedNote;

/**
 * A head that everybody may see.
 *
 * @param first the position of the first entry that is new in it
 * @param note the head with all its signatures
 * @param check what these are worth: publishing a model and opening a round need its quorum
 */
public record Published(long first, SignedNote note, CheckpointCheck check) {}
