package org.cloister.node;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;

/**
 * Messages over frames of bytes. A message is cut into frames of at most {@link
 * MemoryTransport#MAX_FRAME_BYTES}, and large vectors never stand in memory as a whole. On the way
 * in frames may come out of order and more than once; what they may cost is bounded before anything
 * is allocated.
 *
 * <p>{@link #send} is safe for concurrent use; {@link #receive} and {@link #close} belong to one
 * thread.
 */
public final class MessageChannel implements AutoCloseable {
  private final MemoryTransport.Endpoint endpoint;
  private final Vectors vectors;
  private final TransferLimits limits;
  private final SentLog sent;
  private final MessageSeals seals;
  private final Statements statements;
  private final AskBook asks = new AskBook();
  private final Map<String, MessageWriter> outgoing = new HashMap<>();
  private final Map<String, IncomingPeer> incoming = new HashMap<>();

  /**
   * A channel.
   *
   * @param endpoint stays the caller's, who closes it
   * @param vectors where vectors that come in are kept
   * @param limits for each peer
   * @param sent notes what leaves
   * @param seals this party's
   * @param statements what it states of its messages
   */
  public MessageChannel(
      MemoryTransport.Endpoint endpoint,
      Vectors vectors,
      TransferLimits limits,
      SentLog sent,
      MessageSeals seals,
      Statements statements) {
    this.endpoint = endpoint;
    this.vectors = vectors;
    this.limits = limits;
    this.sent = sent;
    this.seals = seals;
    this.statements = statements;
  }

  /** Sends all frames of a message; waits while the receiver is busy. */
  public void send(String to, Message message) throws InterruptedException {
    MessageWriter writer;
    synchronized (outgoing) {
      writer =
          outgoing.computeIfAbsent(
              to, t -> new MessageWriter(endpoint.name(), t, seals, statements));
    }
    writer.write(
        message,
        frame -> endpoint.send(to, frame),
        (whole, fields) -> sent.sent(describe(to, message, whole, fields)));
  }

  private SentMessage describe(String to, Message message, boolean whole, List<SentField> fields) {
    OptionalLong ask = AskBook.ask(message);
    AskBook.About about = ask.isPresent() ? asks.about(ask.getAsLong()) : AskBook.About.NOTHING;
    String kind = message.getClass().getSimpleName();
    return new SentMessage(to, kind, ask, about.round(), about.node(), whole, fields);
  }

  /**
   * Takes one frame.
   *
   * @return the message that became whole by it, and whose seal was accepted
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} or {@link
   *     ErrorCode#MESSAGE_TOO_LARGE} if the frame is not what it has to be, or with the code of
   *     {@link MessageSeals#check}, and its message is dropped; a code of storage if a vector could
   *     not be kept
   */
  public Optional<Incoming> receive(Frame frame) {
    IncomingPeer peer =
        incoming.computeIfAbsent(
            frame.from(), from -> new IncomingPeer(from, endpoint.name(), vectors, limits, seals));
    Optional<Incoming> came = Optional.ofNullable(peer.accept(ByteBuffer.wrap(frame.bytes())));
    came.map(Incoming::message).ifPresent(asks::heard);
    return came;
  }

  /** Drops what is under way. */
  @Override
  public void close() {
    incoming.values().forEach(IncomingPeer::close);
    incoming.clear();
  }
}
