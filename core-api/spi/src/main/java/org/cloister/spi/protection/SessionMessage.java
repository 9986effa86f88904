package org.cloister.spi.protection;

import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;

/**
 * One message of a session.
 *
 * @param peer whom it goes to or came from, as the host authenticated it; {@link #COORDINATOR} for
 *     the coordinator
 * @param step the protocol's name for the kind of message
 * @param body at most 1 MiB
 * @param vector a large vector beside it, read range by range, if the step has one
 */
public record SessionMessage(String peer, String step, Bytes body, Optional<IntVector> vector) {
  /** The coordinator as a peer; no site can have this name. */
  public static final String COORDINATOR = "@coordinator";
}
