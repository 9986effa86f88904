package org.cloister.ledger.note;

import java.time.Instant;
import org.cloister.crypto.Signer;

/**
 * Signs cosignatures and nothing else. Only the witness's state machine calls it, after its state
 * was persisted. Safe for any thread if its signer is.
 */
public final class WitnessSigner {
  private final NoteKey key;
  private final Signer signer;

  /** For the witness {@code name}; its key serves no other purpose. */
  public WitnessSigner(String name, Signer signer) {
    this.key = new NoteKey(name, NoteKeyType.WITNESS, signer.verifyingKey());
    this.signer = signer;
  }

  /** The witness's public key. */
  public NoteKey key() {
    return key;
  }

  /** The line that says: at {@code time} this was the newest head that I had seen. */
  public SignatureLine cosign(Checkpoint checkpoint, Instant time) {
    return Cosignatures.witness(key, signer, checkpoint, time);
  }
}
