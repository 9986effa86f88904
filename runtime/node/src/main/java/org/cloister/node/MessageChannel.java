package org.cloister.node;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(MessageChannel.class);

  private final MemoryTransport.Endpoint endpoint;
  private final Vectors vectors;
  private final TransferLimits limits;
  private final SentLog sent;
  private final MessageSeals seals;
  private final Statements statements;
  private final Greetings greetings;
  private final AskBook asks = new AskBook();
  private final Map<String, MessageWriter> outgoing = new HashMap<>();

  /** Changed by the one thread that receives, read by others for greetings. */
  private final Map<String, IncomingPeer> incoming = new ConcurrentHashMap<>();

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
    this.greetings = new Greetings(seals, this::greet, Greetings.PATIENCE);
  }

  /**
   * Greets the receiver if need be, and sends all frames of a message; waits while the receiver is
   * busy. A message to somebody who answers no greeting is lost, as one to nobody is.
   */
  public void send(String to, Message message) throws InterruptedException {
    if (!greetings.ready(to)) {
      LOG.debug("A message was not sent: its receiver answers no greeting.");
      return;
    }
    writer(to)
        .write(
            message,
            frame -> endpoint.send(to, frame),
            (whole, fields) -> sent.sent(describe(to, message, whole, fields)));
  }

  private MessageWriter writer(String to) {
    synchronized (outgoing) {
      return outgoing.computeIfAbsent(
          to, t -> new MessageWriter(endpoint.name(), t, seals, statements));
    }
  }

  private IncomingPeer peer(String peer) {
    return incoming.computeIfAbsent(
        peer, from -> new IncomingPeer(from, endpoint.name(), vectors, limits, seals));
  }

  private void greet(String to, Bytes greeting) {
    IncomingPeer peer = incoming.get(to);
    byte[] frame = Frames.greet(peer == null ? 0 : peer.unused(), greeting);
    sent.sent(
        new SentMessage(
            to, "Greeting", OptionalLong.empty(), 0, "", true, SentFields.of(greeting)));
    endpoint.offer(to, frame);
  }

  private SentMessage describe(String to, Message message, boolean whole, List<SentField> fields) {
    OptionalLong ask = AskBook.ask(message);
    AskBook.About about = ask.isPresent() ? asks.about(ask.getAsLong()) : AskBook.About.NOTHING;
    String kind = message.getClass().getSimpleName();
    return new SentMessage(to, kind, ask, about.round(), about.node(), whole, fields);
  }

  /**
   * Takes one frame; what has to be said in return to a greeting is said.
   *
   * @return the message that became whole by it, and whose seal was accepted
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED} or {@link
   *     ErrorCode#MESSAGE_TOO_LARGE} if the frame is not what it has to be, or with the code of
   *     {@link MessageSeals#check}, and its message is dropped; a code of storage if a vector could
   *     not be kept
   */
  public Optional<Incoming> receive(Frame frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame.bytes());
    if (bytes.hasRemaining() && bytes.get(0) == Frames.GREET) {
      greetings.heard(frame.from(), bytes.position(1), writer(frame.from())::startAt);
      return Optional.empty();
    }
    Optional<Incoming> came = Optional.ofNullable(peer(frame.from()).accept(bytes));
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
