package org.cloister.node;

import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * A message that came whole, and whose seal was accepted.
 *
 * @param from who sent it
 * @param message what it says
 * @param digest of the whole message, vectors included; the same that its sender's {@link
 *     Statements} were given
 * @param statement what its sender states beside it; covered by the seal, not looked at
 */
public record Incoming(String from, Message message, Digest digest, Optional<Bytes> statement) {}
