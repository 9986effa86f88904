package org.cloister.audit;

import java.util.List;
import org.cloister.engine.RecordedRound;
import org.cloister.model.Digest;

/**
 * Keeps what candidates were made from, for as long as a policy says, so that they can be made
 * again. It holds what the sites sent: whoever implements it encrypts it. Called on one thread.
 */
public interface RoundStore {

  /**
   * Something that was kept and is gone.
   *
   * @param round it was of
   * @param step whose training it was
   * @param archive the digest of what was stored
   */
  record Erased(long round, String step, Digest archive) {}

  /** Whether anything is kept at all. */
  boolean keeps();

  /**
   * Keeps a round; it is on disk on return.
   *
   * @return the digest of what is stored
   * @throws org.cloister.model.CloisterException if it cannot be stored; the job then ends
   */
  Digest keep(RecordedRound round);

  /**
   * Erases what is kept no longer now that {@code round} begins; it cannot be read on return.
   *
   * @throws org.cloister.model.CloisterException if it cannot be erased; the job then ends
   */
  List<Erased> expire(long round);

  /** Keeps nothing. */
  static RoundStore none() {
    return new RoundStore() {
      @Override
      public boolean keeps() {
        return false;
      }

      @Override
      public Digest keep(RecordedRound round) {
        throw new IllegalStateException("nothing is kept");
      }

      @Override
      public List<Erased> expire(long round) {
        return List.of();
      }
    };
  }
}
