package org.cloister.ledger.note;

import java.time.Instant;
import java.util.Optional;

/**
 * A signature that was checked and holds.
 *
 * @param key whose it is
 * @param time when a witness says it signed; empty for a log that states no time
 */
public record VerifiedSignature(NoteKey key, Optional<Instant> time) {}
