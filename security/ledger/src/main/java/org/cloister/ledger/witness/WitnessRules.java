package org.cloister.ledger.witness;

import java.util.List;
import java.util.Optional;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.NoteCheck;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.tree.ConsistencyProof;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** The rules of a witness (C2SP tlog-witness 1.0.0) as a function: no clock, no disk, no key. */
final class WitnessRules {

  private WitnessRules() {}

  /**
   * Decides about a request.
   *
   * @param logs the keys of the watched logs
   * @param latest the last head of the request's log that was countersigned
   */
  static Decision decide(
      List<NoteKey> logs, Checkpoint head, Optional<Checkpoint> latest, AddCheckpoint request) {
    List<NoteKey> keys = logs.stream().filter(key -> key.name().equals(head.origin())).toList();
    if (keys.isEmpty()) {
      return refuse(Answer.Reason.UNKNOWN_LOG, false);
    }
    if (!isSigned(request, keys, head)) {
      return refuse(Answer.Reason.BAD_SIGNATURE, false);
    }
    if (request.oldSize() > head.size()) {
      return refuse(Answer.Reason.BAD_REQUEST, false);
    }
    long seen = latest.map(Checkpoint::size).orElse(0L);
    boolean contradicts =
        latest.isPresent()
            && (head.size() < seen
                || (head.size() == seen && !head.root().equals(latest.get().root())));
    if (request.oldSize() != seen) {
      // The log may just not know what was seen; a head that goes back is kept all the same.
      return new Decision.Reject(new Answer.Conflict(seen), contradicts);
    }
    ConsistencyProof proof = new ConsistencyProof(seen, head.size(), request.proof());
    boolean continues =
        latest.isEmpty()
            ? request.proof().isEmpty()
            : proof.verifies(latest.get().root(), head.root());
    return continues ? new Decision.Accept(head) : refuse(Answer.Reason.NOT_CONSISTENT, true);
  }

  private static boolean isSigned(AddCheckpoint request, List<NoteKey> keys, Checkpoint head) {
    try {
      return NoteCheck.of(request.note(), keys).missing(keys, head.origin()).isEmpty();
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.SIGNATURE_INVALID) {
        return false;
      }
      throw e;
    }
  }

  private static Decision refuse(Answer.Reason reason, boolean evidence) {
    return new Decision.Reject(new Answer.Refused(reason), evidence);
  }
}
