package org.cloister.node;

import java.util.Optional;
import org.cloister.model.Digest;

/**
 * What the seal of one message is about: who says what to whom, and as which message of theirs.
 *
 * @param from the sender, as the transport knows it
 * @param to the receiver
 * @param sequence the message's number on its way from {@code from} to {@code to}; from 0, each
 *     higher than the one before
 * @param message the digest of the whole message, vectors included
 * @param statement the digest of the statement that goes with it, if one does
 */
public record Sealed(
    String from, String to, long sequence, Digest message, Optional<Digest> statement) {}
