package org.cloister.app.state;

import java.util.Optional;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * What a party must never say in two ways, by session and name. Safe for any thread.
 *
 * <p>Entries of earlier rounds of a job are dropped when a session of a later one asks for its own.
 * That is safe: an entry keeps a site from answering twice with the shares of <i>one</i> session,
 * and these are wiped with the session, which ends before its round does. Who is asked into a
 * session of that context again has other keys, other masks and other shares; and an honest
 * coordinator never does ({@link RunState#resumed}).
 */
public interface SessionJournal {
  /** Instead of a round: for what is remembered until the job is over. */
  int AS_LONG_AS_THE_JOB = -1;

  /**
   * Writes an entry; it is durable on return as far as this journal is.
   *
   * @param round from 0, or {@link #AS_LONG_AS_THE_JOB}
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#PROTECTION_REFUSED} if there is one of that name; if it cannot
   *     be written, and then nothing may be said
   */
  void add(int round, Digest context, String name, Bytes entry);

  /**
   * The entry of that name.
   *
   * @throws org.cloister.model.CloisterException {@link org.cloister.model.ErrorCode#STATE_DAMAGED}
   *     if it is not as it was written
   */
  Optional<Bytes> entry(int round, Digest context, String name);
}
