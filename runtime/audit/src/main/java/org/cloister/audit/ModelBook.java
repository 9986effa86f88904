package org.cloister.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/** Where the ledger says how each model was made, and which of them it has released. */
final class ModelBook {
  private final Map<Digest, Long> made = new HashMap<>();
  private final Set<Long> released = new HashSet<>();

  /** The aggregate at {@code seq} gave this model. */
  void made(Digest model, long seq) {
    made.put(model, seq);
  }

  /** Takes in an entry that is on the log already. */
  void past(ModelRelease release) {
    released.add(release.aggregateSeq());
  }

  /**
   * Notes a release.
   *
   * @return where the model's aggregate stands; empty if that was released before
   * @throws CloisterException CL-0001 if there is none
   */
  OptionalLong release(Digest model) {
    Long seq = made.get(model);
    if (seq == null) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "A model must be on the ledger as aggregated before it is released.");
    }
    return released.add(seq) ? OptionalLong.of(seq) : OptionalLong.empty();
  }
}
