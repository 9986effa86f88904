package org.cloister.spi.protection;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.cloister.model.Bytes;

/**
 * What the host does for a session. Belongs to the session's thread. Nothing has a default: a host
 * that could leave out what it insists on would let everything pass without a word.
 */
public interface SessionHost {

  /** Randomness for keys, masks and noise. */
  SecureRandom random();

  /**
   * What this party insists on; {@link SessionPolicy#none} if that is no more than the protocol's
   * own floors.
   */
  SessionPolicy policy();

  /**
   * The signature of this party over {@code message}, bound to {@code purpose} and to the session's
   * context.
   */
  Bytes sign(String purpose, Bytes message);

  /**
   * Whether {@code signature} is that of {@code party} over the same. Constant in what it says
   * about why not.
   */
  boolean verify(String party, String purpose, Bytes message, Bytes signature);

  /**
   * These sites are to be in the sum; a protocol says so before it agrees to them, and at most once
   * a session. A host whose vector is different in every round admits all; one whose vector holds
   * what was summed before must not.
   *
   * @param survivors in roster order, this site among them
   * @throws org.cloister.model.CloisterException {@link
   *     org.cloister.model.ErrorCode#SURVIVORS_REFUSED} if with the sums before it this one would
   *     tell of single sites
   */
  void admit(List<String> survivors);

  /**
   * Writes an entry durably before this returns; an entry of that name must not exist. For what
   * must never be answered twice in two ways.
   */
  void journal(String name, Bytes entry);

  /** The entry of that name, also one from before a restart. */
  Optional<Bytes> journalled(String name);
}
