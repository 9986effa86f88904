package org.cloister.engine.round;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.wire.MessageCodec;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.port.Protection;
import org.cloister.spi.protection.SessionHost;

/**
 * What a party was told and said while the groups were drawn, in its journal, which lives as long
 * as the job: a restart forgets nothing, and nothing is there twice. Its methods may wait for a
 * disk. Belongs to one thread at a time.
 */
public final class DrawBook {
  private final SessionHost host;

  private DrawBook(SessionHost host) {
    this.host = host;
  }

  /**
   * The book of one party.
   *
   * @param job the digest of the job's terms
   */
  public static DrawBook of(Protection protection, Digest job, String self) {
    return new DrawBook(protection.session(Digest.of("groups of sites\n" + job.hex()), self));
  }

  /** Fresh secure randomness. */
  public Bytes fresh(int bytes) {
    byte[] chance = new byte[bytes];
    host.random().nextBytes(chance);
    return Bytes.of(chance);
  }

  private static String name(Class<? extends Message.OfDraw> type, int attempt) {
    return type.getSimpleName() + "-" + attempt;
  }

  /** Keeps a message; there must be none of its type for its attempt. */
  public void keep(Message.OfDraw message) {
    host.journal(
        name(message.getClass(), message.attempt()),
        Bytes.of(MessageCodec.encode(message).header()));
  }

  /**
   * The message of that type that was kept for an attempt, whatever its number.
   *
   * @throws CloisterException {@link ErrorCode#STATE_DAMAGED} if there is another in its place
   */
  public <M extends Message.OfDraw> Optional<M> kept(Class<M> type, int attempt) {
    return host.journalled(name(type, attempt))
        .map(entry -> MessageCodec.decode(entry.toArray(), List.of(), List.of()))
        .map(
            message -> {
              CloisterException.require(
                  type.isInstance(message) && type.cast(message).attempt() == attempt,
                  ErrorCode.STATE_DAMAGED,
                  "The journal of a draw of groups must hold what was written, does not.");
              return type.cast(message);
            });
  }

  /** The message of that type that was kept for the latest attempt that has one. */
  public <M extends Message.OfDraw> Optional<M> newest(Class<M> type) {
    Optional<M> newest = Optional.empty();
    for (int attempt = 0; kept(Message.GroupCall.class, attempt).isPresent(); attempt++) {
      Optional<M> kept = kept(type, attempt);
      newest = kept.isPresent() ? kept : newest;
    }
    return newest;
  }

  /**
   * The groups, if they were drawn.
   *
   * @param job the digest of the job's terms
   */
  public Optional<GroupDraw> draw(Digest job) {
    return newest(Message.GroupOpenings.class)
        .map(
            openings ->
                GroupDraw.of(
                    job,
                    openings.attempt(),
                    kept(Message.GroupRoll.class, openings.attempt()).orElseThrow().commitments(),
                    openings.openings()));
  }
}
