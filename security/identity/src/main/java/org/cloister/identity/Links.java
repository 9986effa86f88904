package org.cloister.identity;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cloister.ledger.json.JsonInteger;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * One party's links to its peers: seals what it sends, and accepts of what it receives each message
 * once.
 *
 * <p><b>Guarantee.</b> A message is accepted only if its sender, as the descriptor names him,
 * signed it for this federation, job, receiver, number, content and statement, in answer to a
 * challenge that this party gave out since it began; and its number is higher than that of every
 * message accepted on the link before. So what was altered, sent to somebody else, recorded earlier
 * or sent again is refused, and so is what was overtaken by a message that was accepted without it;
 * {@link #missing} says how many of those there are. All refusals look alike (CL-0704); the reason
 * goes to the local log alone.
 *
 * <p><b>Restarts.</b> A challenge is 32 fresh bytes, kept in memory alone. Who begins anew asks
 * each peer for a challenge before it speaks to it, and gives out challenges of its own; what was
 * signed for the earlier ones is worth nothing. So nothing needs to be persisted, and no restored
 * backup makes a replay pass. An answer is signed, since who could make up challenges could have
 * messages sent that the receiver must refuse; an ask is not, since it changes nothing until a
 * message in answer to it was accepted.
 *
 * <p>Safe for any thread; messages of one link must be sealed in the order of their numbers.
 */
public final class Links {
  private final Party self;
  private final SecureRandom random;
  private final RefusalLog log;
  private final Map<String, Outgoing> outgoing = new HashMap<>();
  private final Map<String, Arriving> arriving = new HashMap<>();

  /**
   * Links without a peer so far.
   *
   * @param random for challenges
   * @param log hears why something was refused
   */
  public Links(Party self, SecureRandom random, RefusalLog log) {
    this.self = self;
    this.random = random;
    this.log = log;
  }

  /**
   * What to say to {@code peer} before a message can be sealed for it; may be said again while no
   * answer comes. Empty if one can be sealed now.
   *
   * @throws CloisterException CL-0704 if the descriptor names no such party
   */
  public synchronized Optional<Bytes> greeting(String peer) {
    requireKnown(peer);
    Outgoing link = outgoing(peer);
    return link.challenge().isPresent()
        ? Optional.empty()
        : Optional.of(new Greeting(Optional.of(link.ask(this::nonce)), Optional.empty()).toBytes());
  }

  /**
   * Takes what a peer said before a message.
   *
   * @return what to say in return
   * @throws CloisterException CL-0704 if it is not a greeting of that peer
   */
  public Optional<Bytes> greeted(String from, Bytes bytes) {
    requireKnown(from);
    Greeting greeting =
        Greeting.read(bytes, self.signatureBytes())
            .orElseThrow(() -> refused(from, RefusalReason.MALFORMED));
    Optional<Bytes> reply = greeting.ask().map(nonce -> answer(from, nonce, greeting));
    greeting.answer().ifPresent(answer -> take(from, answer));
    return reply;
  }

  /** The challenge for whoever asks, and an ask of one's own where one is needed. */
  private Bytes answer(String peer, Bytes asked, Greeting greeting) {
    Bytes challenge;
    Optional<Bytes> back;
    synchronized (this) {
      Arriving from = arriving.computeIfAbsent(peer, p -> new Arriving());
      Outgoing to = outgoing(peer);
      if (!from.knows(asked)) {
        to.forget();
      }
      challenge = from.challenge(asked, this::nonce);
      boolean answered = greeting.answer().filter(a -> to.asked(a.asked())).isPresent();
      back =
          to.challenge().isPresent() || answered
              ? Optional.empty()
              : Optional.of(to.ask(this::nonce));
    }
    Bytes signature = self.sign(challenged(self.name(), peer, asked, challenge));
    return new Greeting(back, Optional.of(new Greeting.Answer(asked, challenge, signature)))
        .toBytes();
  }

  private void take(String from, Greeting.Answer answer) {
    synchronized (this) {
      if (!outgoing(from).asked(answer.asked())) {
        return; // answered before, or asked by whom it was before it began anew
      }
    }
    if (!self.authenticates(
        from,
        challenged(from, self.name(), answer.asked(), answer.challenge()),
        answer.signature())) {
      throw refused(from, RefusalReason.SIGNATURE);
    }
    synchronized (this) {
      if (outgoing(from).asked(answer.asked())) {
        outgoing(from).answered(answer.challenge());
      }
    }
  }

  /**
   * The seal of a message.
   *
   * @param sequence its number on the link, 0 to 2^53-1, higher than those before
   * @param message the digest of all of it
   * @param statement the digest of what is stated beside it
   * @throws CloisterException CL-0704 if {@code to} was not greeted, see {@link #greeting}
   */
  public Bytes seal(String to, long sequence, Digest message, Optional<Digest> statement) {
    Bytes challenge;
    long first;
    synchronized (this) {
      requireKnown(to);
      challenge =
          outgoing(to).challenge().orElseThrow(() -> refused(to, RefusalReason.UNKNOWN_CHALLENGE));
      first = outgoing(to).first(sequence);
    }
    ObjectBuilder envelope =
        message(self.name(), to, challenge, first, sequence, message, statement);
    return new Seal(challenge, first, self.sign(envelope)).toBytes();
  }

  /**
   * How many messages of the link would be refused once this one was accepted: those between the
   * last that was accepted and this one. Its seal is read and not checked.
   *
   * @param from who is said to send it
   * @return 0 if its turn has come, and of whatever {@link #check} refuses as it is
   */
  public synchronized long missing(String from, long sequence, Bytes bytes) {
    Optional<Seal> seal = Seal.read(bytes, self.signatureBytes());
    Optional<Arriving> link = Optional.ofNullable(arriving.get(from));
    Optional<Long> last = seal.flatMap(read -> link.flatMap(way -> way.last(read.challenge())));
    if (last.isEmpty()) {
      return 0;
    }
    long before = Math.max(last.get(), seal.get().first() - 1);
    return Math.max(0, sequence - before - 1);
  }

  /**
   * Accepts a message, which is then never accepted again.
   *
   * @param from who is said to send it
   * @throws CloisterException CL-0704 to refuse it
   */
  public void check(
      String from, long sequence, Digest message, Optional<Digest> statement, Bytes bytes) {
    requireKnown(from);
    Seal seal =
        Seal.read(bytes, self.signatureBytes())
            .filter(read -> sequence <= JsonInteger.MAX)
            .orElseThrow(() -> refused(from, RefusalReason.MALFORMED));
    requireNew(from, seal, sequence);
    ObjectBuilder envelope =
        message(from, self.name(), seal.challenge(), seal.first(), sequence, message, statement);
    if (!self.authenticates(from, envelope, seal.signature())) {
      throw refused(from, RefusalReason.SIGNATURE);
    }
    synchronized (this) {
      requireNew(from, seal, sequence);
      arriving(from).accepted(seal.challenge(), sequence);
    }
  }

  private synchronized void requireNew(String from, Seal seal, long sequence) {
    long last =
        arriving(from)
            .last(seal.challenge())
            .orElseThrow(() -> refused(from, RefusalReason.UNKNOWN_CHALLENGE));
    if (sequence <= last) {
      throw refused(from, RefusalReason.REPLAYED);
    }
  }

  private ObjectBuilder message(
      String from,
      String to,
      Bytes challenge,
      long first,
      long sequence,
      Digest message,
      Optional<Digest> statement) {
    return self.envelope(from, "message")
        .put("to", to)
        .put("challenge", hex(challenge))
        .put("first", first)
        .put("sequence", sequence)
        .put("digest", message)
        .putDigest("statement", statement);
  }

  private ObjectBuilder challenged(String from, String to, Bytes asked, Bytes challenge) {
    return self.envelope(from, "challenge")
        .put("to", to)
        .put("asked", hex(asked))
        .put("challenge", hex(challenge));
  }

  private void requireKnown(String party) {
    if (!self.onlooker().knows(party) || party.equals(self.name())) {
      throw refused(party, RefusalReason.UNKNOWN_PARTY);
    }
  }

  private CloisterException refused(String party, RefusalReason reason) {
    log.refused(party, reason);
    return new CloisterException(
        ErrorCode.MESSAGE_NOT_AUTHENTIC,
        "A message must be signed by its sender for this receiver and come once, and is refused.");
  }

  private Outgoing outgoing(String peer) {
    return outgoing.computeIfAbsent(peer, p -> new Outgoing());
  }

  private Arriving arriving(String peer) {
    return arriving.computeIfAbsent(peer, p -> new Arriving());
  }

  private Bytes nonce() {
    byte[] fresh = new byte[Greeting.NONCE_BYTES];
    random.nextBytes(fresh);
    return Bytes.of(fresh);
  }

  private static String hex(Bytes bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toArray());
  }
}
