package org.cloister.ledger.log;

import java.time.InstantSource;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.note.LogSigner;
import org.cloister.ledger.note.NoteKeyType;
import org.cloister.ledger.note.WitnessPolicy;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * What a writer works with.
 *
 * @param log signs checkpoints; its name is the origin
 * @param coordinator signs the entries that the writer makes itself, such as recoveries
 * @param policy whose cosignatures count
 * @param clock for the times of entries
 * @param space how much of the disk is kept free
 * @param listener is told of what somebody should look after
 */
public record LedgerSettings(
    LogSigner log,
    BodySigner coordinator,
    WitnessPolicy policy,
    InstantSource clock,
    Space space,
    LedgerListener listener) {

  /** The log key acts for the log alone: the coordinator signs with another one. */
  public LedgerSettings {
    CloisterException.require(
        !log.key().key().equals(coordinator.signer().verifyingKey()),
        ErrorCode.KEY_INVALID,
        "The log and the coordinator must sign with different keys.");
    CloisterException.require(
        policy.logs().containsAll(log.keys()),
        ErrorCode.WITNESS_POLICY_INVALID,
        "The witness policy must name the keys of the log that is written.");
    boolean second =
        policy.logs().stream()
            .anyMatch(
                key ->
                    key.name().equals(log.key().name())
                        && key.type() == NoteKeyType.COSIGNER_ML_DSA_44);
    CloisterException.require(
        !second || log.keys().size() == 2,
        ErrorCode.WITNESS_POLICY_INVALID,
        "The writer must have an ML-DSA-44 key of the log, since the witness policy names one.");
  }

  /** The log's identity. */
  public String origin() {
    return log.key().name();
  }

  /**
   * Free space, in bytes.
   *
   * @param announceBelow the listener is told
   * @param stopBelow nothing but the record of the stop is taken any more
   * @param reserve kept in a file, and freed for that record
   */
  public record Space(long announceBelow, long stopBelow, int reserve) {

    /** Refuses what would stop before it announces. */
    public Space {
      CloisterException.require(
          announceBelow >= stopBelow && stopBelow >= 0 && reserve >= 0,
          ErrorCode.SETTING_INVALID,
          "A ledger must announce a nearly full disk before it stops, and no amount may be negative.");
    }

    /** Announces below 256 MiB, stops below 32 MiB, keeps 8 MiB. */
    public static Space standard() {
      return new Space(256L << 20, 32L << 20, 8 << 20);
    }
  }
}
