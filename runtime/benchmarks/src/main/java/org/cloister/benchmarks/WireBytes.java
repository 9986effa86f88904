package org.cloister.benchmarks;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.model.Vectors;
import org.cloister.node.MemoryTransport;
import org.cloister.node.MessageChannel;
import org.cloister.node.MessageSeals;
import org.cloister.node.Statements;
import org.cloister.node.TransferLimits;
import org.cloister.node.TransportFaults;
import org.cloister.spi.protection.SessionMessage;

/** What a masked vector costs on the wire, by the node's own count of what leaves. */
final class WireBytes {
  private static final String HUB = "coordinator";
  private static final long ROOM = 1L << 30;

  private WireBytes() {}

  /** Bytes a value, framing and all. */
  static double perValue(IntVector masked) {
    SessionMessage message = new SessionMessage(HUB, "masked", Bytes.empty(), Optional.of(masked));
    AtomicLong bytes = new AtomicLong();
    try (MemoryTransport transport = new MemoryTransport(ROOM, TransportFaults.none());
        MemoryTransport.Endpoint site = transport.open("site");
        MemoryTransport.Endpoint hub = transport.open(HUB);
        MessageChannel channel =
            new MessageChannel(
                site,
                Vectors.onHeap(),
                TransferLimits.standard(),
                sent -> bytes.addAndGet(sent.bytes()),
                MessageSeals.none(),
                Statements.none())) {
      channel.send(HUB, new Message.SessionStep(1, message));
      if (hub.queuedBytes() < bytes.get()) {
        throw new IllegalStateException("all that left must have arrived");
      }
      return (double) bytes.get() / masked.length();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }
}
