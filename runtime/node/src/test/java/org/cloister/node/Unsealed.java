package org.cloister.node;

import org.cloister.model.Vectors;

/** The two ends of a link where nothing is sealed. */
final class Unsealed {
  private Unsealed() {}

  static MessageWriter writer() {
    return new MessageWriter("from", "to", MessageSeals.none(), Statements.none());
  }

  static IncomingPeer peer(Vectors vectors, TransferLimits limits) {
    return new IncomingPeer("from", "to", vectors, limits, MessageSeals.none());
  }

  static MessageChannel channel(MemoryTransport.Endpoint endpoint, Vectors vectors, SentLog sent) {
    return new MessageChannel(
        endpoint, vectors, TransferLimits.standard(), sent, MessageSeals.none(), Statements.none());
  }
}
