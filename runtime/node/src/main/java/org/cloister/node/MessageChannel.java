package org.cloister.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.cloister.engine.Message;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages over frames of bytes. A message is cut into frames of at most {@link
 * MemoryTransport#MAX_FRAME_BYTES}, and large vectors never stand in memory as a whole.
 *
 * <p><b>What a transport owes.</b> No more than that a frame comes as it was sent, or not at all.
 * Frames may overtake each other, also those of different messages, and come any number of times.
 *
 * <p><b>What a machine gets.</b> The messages of one peer in the order in which they were sent,
 * each once; some may be missing, those of different peers come in any order. A message that came
 * whole before an earlier one waits for it, until nothing new came of earlier ones for {@link
 * #GAP_PATIENCE} or the {@link TransferLimits} are reached: then what is missing counts as lost,
 * and is refused (CL-0704) should it come. A machine never hears that a message was lost. Whoever
 * asks for something waits with a deadline of its own; who does not answer by then counts as
 * dropped, and the step goes on without, or ends with its code.
 *
 * <p>What messages under way may cost is bounded before anything is allocated, whoever sends them.
 *
 * <p>{@link #send} is safe for concurrent use; the other methods belong to one thread.
 */
public final class MessageChannel implements AutoCloseable {
  /**
   * How long nothing may come of what is missing on a link until it counts as lost; short beside
   * the deadlines of steps, long beside what frames of a transport that loses none are late by.
   */
  public static final Duration GAP_PATIENCE = Duration.ofSeconds(10);

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
  private final LongSupplier nanoTime;

  /** Peers of which a message waits for an earlier one. */
  private final Set<String> gaps = new HashSet<>();

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
    this(endpoint, vectors, limits, sent, seals, statements, System::nanoTime);
  }

  MessageChannel(
      MemoryTransport.Endpoint endpoint,
      Vectors vectors,
      TransferLimits limits,
      SentLog sent,
      MessageSeals seals,
      Statements statements,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
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
   * Takes one frame; what has to be said in return to a greeting is said. More than one message may
   * have waited for it: call {@link #next} until there is none.
   *
   * @return the first message whose turn has come by it, and whose seal was accepted
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
    IncomingPeer peer = peer(frame.from());
    peer.accept(bytes, nanoTime.getAsLong());
    if (peer.holds()) {
      gaps.add(frame.from());
    }
    return next(frame.from());
  }

  /**
   * The next message of a peer, after {@link #receive} or {@link #overdue}.
   *
   * @throws CloisterException as {@link #receive}; the one after it is next
   */
  public Optional<Incoming> next(String from) {
    Optional<Incoming> came = Optional.ofNullable(incoming.get(from)).flatMap(IncomingPeer::next);
    came.map(Incoming::message).ifPresent(asks::heard);
    return came;
  }

  /**
   * How long to wait for a frame until {@link #overdue} is called; empty for as long as it takes.
   */
  public Optional<Duration> patience() {
    long now = nanoTime.getAsLong();
    return gaps.stream()
        .map(this::peer)
        .filter(IncomingPeer::holds)
        .map(peer -> Math.max(0, GAP_PATIENCE.toNanos() - peer.waited(now)))
        .min(Comparator.naturalOrder())
        .map(Duration::ofNanos);
  }

  /**
   * Waits no more for what is missing on links that were quiet too long; to be called when there is
   * no frame to take.
   *
   * @return the peers of which {@link #next} may give something
   */
  public List<String> overdue() {
    long now = nanoTime.getAsLong();
    gaps.removeIf(from -> !peer(from).holds());
    List<String> over =
        gaps.stream().filter(from -> peer(from).waited(now) >= GAP_PATIENCE.toNanos()).toList();
    over.forEach(from -> peer(from).skip());
    return over;
  }

  /** Drops what is under way. */
  @Override
  public void close() {
    incoming.values().forEach(IncomingPeer::close);
    incoming.clear();
    gaps.clear();
  }
}
