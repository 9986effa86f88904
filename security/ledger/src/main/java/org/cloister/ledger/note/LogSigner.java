package org.cloister.ledger.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.crypto.Signer;

/**
 * Signs the checkpoints of one log and nothing else: with Ed25519, and with ML-DSA-44 as well where
 * the log has such a key. Safe for any thread if its signers are.
 */
public final class LogSigner {
  private final NoteKey key;
  private final Signer signer;
  private final Optional<Second> second;

  private record Second(NoteKey key, Signer signer) {}

  /** For the log {@code origin}, with Ed25519 alone. */
  public LogSigner(String origin, Signer signer) {
    this(origin, signer, Optional.empty());
  }

  /**
   * For the log {@code origin}.
   *
   * @param signer of Ed25519
   * @param mlDsa44 signs the second line, if there is to be one
   * @throws org.cloister.model.CloisterException CL-0914 if one is of another algorithm
   */
  public LogSigner(String origin, Signer signer, Optional<? extends Signer> mlDsa44) {
    this.key = new NoteKey(origin, NoteKeyType.LOG, signer.verifyingKey());
    this.signer = signer;
    this.second =
        mlDsa44.map(
            own ->
                new Second(
                    new NoteKey(origin, NoteKeyType.COSIGNER_ML_DSA_44, own.verifyingKey()), own));
  }

  /** The log's Ed25519 key; its name is the origin. */
  public NoteKey key() {
    return key;
  }

  /** All keys of the log, that of Ed25519 first. */
  public List<NoteKey> keys() {
    List<NoteKey> keys = new ArrayList<>(List.of(key));
    second.ifPresent(own -> keys.add(own.key()));
    return keys;
  }

  /**
   * The signed checkpoint; the same each time, since no signer draws randomness or reads a clock.
   */
  public SignedNote sign(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(key.name())) {
      throw new IllegalArgumentException("a log signs its own checkpoints only");
    }
    List<SignatureLine> lines = new ArrayList<>(List.of(Cosignatures.log(key, signer, checkpoint)));
    second.ifPresent(own -> lines.add(Cosignatures.log(own.key(), own.signer(), checkpoint)));
    return new SignedNote(checkpoint.text(), lines);
  }
}
