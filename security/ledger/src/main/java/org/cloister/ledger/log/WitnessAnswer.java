package org.cloister.ledger.log;

import java.util.Optional;
import org.cloister.ledger.note.SignedNote;

/**
 * What a witness said when it was asked for its latest head of this log.
 *
 * @param witness its name in the policy
 * @param latest the head with its cosignature; empty if it has never seen one
 */
public record WitnessAnswer(String witness, Optional<SignedNote> latest) {}
