package org.cloister.node;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** The messages that a copy of a frame gives. */
  static List<Incoming> taken(IncomingPeer peer, byte[] frame) {
    peer.accept(ByteBuffer.wrap(frame.clone()), 0);
    List<Incoming> all = new ArrayList<>();
    for (Optional<Incoming> next = peer.next(); next.isPresent(); next = peer.next()) {
      all.add(next.get());
    }
    return all;
  }

  static MessageChannel channel(MemoryTransport.Endpoint endpoint, Vectors vectors, SentLog sent) {
    return new MessageChannel(
        endpoint, vectors, TransferLimits.standard(), sent, MessageSeals.none(), Statements.none());
  }
}
