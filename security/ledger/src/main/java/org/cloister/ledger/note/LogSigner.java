package org.cloister.ledger.note;

import java.util.List;
import org.cloister.crypto.Signer;

/** Signs the checkpoints of one log and nothing else. Safe for any thread if its signer is. */
public final class LogSigner {
  private final NoteKey key;
  private final Signer signer;

  /** For the log {@code origin}. */
  public LogSigner(String origin, Signer signer) {
    this.key = new NoteKey(origin, NoteKeyType.LOG, signer.verifyingKey());
    this.signer = signer;
  }

  /** The log's public key; its name is the origin. */
  public NoteKey key() {
    return key;
  }

  /** The signed checkpoint; the same each time, since Ed25519 draws no randomness. */
  public SignedNote sign(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(key.name())) {
      throw new IllegalArgumentException("a log signs its own checkpoints only");
    }
    String text = checkpoint.text();
    return new SignedNote(text, List.of(Cosignatures.log(key, signer, text)));
  }
}
