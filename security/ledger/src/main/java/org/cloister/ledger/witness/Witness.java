package org.cloister.ledger.witness;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.SignedNote;
import org.cloister.ledger.note.WitnessSigner;
import org.cloister.ledger.store.LedgerStore;
import org.cloister.ledger.store.NotWritten;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * A party that watches logs.
 *
 * <p><b>Guarantee.</b> For each log it signs only heads that continue one another: check, keep and
 * sign are one step, and the head is on the disk before the signature exists. What it refuses
 * although the log signed it is kept as evidence.
 *
 * <p>Safe for any thread; one request at a time.
 */
public final class Witness {
  private final List<NoteKey> logs;
  private final WitnessSigner signer;
  private final WitnessStore store;
  private final InstantSource clock;

  /**
   * Watches {@code logs} and remembers in {@code store}, which nobody else writes. A log with an
   * ML-DSA-44 key among these has to sign each head with it as well.
   */
  public Witness(List<NoteKey> logs, WitnessSigner signer, LedgerStore store, InstantSource clock) {
    this.logs = List.copyOf(logs);
    this.signer = signer;
    this.store = new WitnessStore(store);
    this.clock = clock;
  }

  /** The key of this witness's lines. */
  public NoteKey key() {
    return signer.key();
  }

  /**
   * Answers a request.
   *
   * @throws CloisterException CL-0912 if the note is not a checkpoint, CL-0909 if the head cannot
   *     be kept; then nothing was signed
   */
  public synchronized Answer add(AddCheckpoint request) {
    Checkpoint head = Checkpoint.read(request.note().text());
    Optional<Checkpoint> latest =
        logs.stream().anyMatch(log -> log.name().equals(head.origin()))
            ? latest(head.origin()).map(note -> Checkpoint.read(note.text()))
            : Optional.empty();
    Decision decision = WitnessRules.decide(logs, head, latest, request);
    try {
      if (decision instanceof Decision.Reject rejected) {
        if (rejected.evidence()) {
          store.keepEvidence(head, request.note());
        }
        return rejected.answer();
      }
      store.keep(head, request.note());
    } catch (NotWritten e) {
      throw new CloisterException(
          ErrorCode.LEDGER_STORAGE,
          "A witness must keep a head before it signs it, but its disk took nothing; free space.",
          e);
    }
    return new Answer.Cosigned(signer.cosign(head, clock.instant()));
  }

  /**
   * The last head of a log that this witness countersigned, with a fresh cosignature; what a writer
   * asks for when it starts.
   */
  public synchronized Optional<SignedNote> latestOf(String origin) {
    return latest(origin)
        .map(
            note ->
                note.with(List.of(signer.cosign(Checkpoint.read(note.text()), clock.instant()))));
  }

  private Optional<SignedNote> latest(String origin) {
    return store.latest(origin);
  }
}
