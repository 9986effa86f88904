package org.cloister.verifier;

/**
 * What a check can find. The names are part of the reports, so a name never changes its meaning.
 */
public enum Code {
  /** The checkpoint is no signed note of three lines, or not in its one spelling. */
  CHECKPOINT_MALFORMED(Kind.FAILED),
  /** No valid signature by a log key of the policy stands under the checkpoint. */
  CHECKPOINT_SIGNATURE(Kind.FAILED),
  /** The checkpoint, the genesis entry or a contribution belongs to another log. */
  ORIGIN_MISMATCH(Kind.FAILED),
  /** A cosignature line of a known witness does not hold. */
  COSIGNATURE_INVALID(Kind.FAILED),
  /** The entries do not have the root that the log signed. */
  ROOT_MISMATCH(Kind.FAILED),
  /** A tile, or an older copy of a bundle, differs from what the entries give. */
  TILE_MISMATCH(Kind.FAILED),
  /** A bundle of entries is cut, too long, or holds another number of entries. */
  ENTRIES_MALFORMED(Kind.FAILED),
  /** An entry's {@code prev} is not the leaf hash of the entry before it. */
  CHAIN_BROKEN(Kind.FAILED),
  /** An entry's {@code seq} is not its place in the log. */
  SEQ_WRONG(Kind.FAILED),
  /** An entry is not in the one spelling that restricted JCS allows. */
  ENTRY_NOT_CANONICAL(Kind.FAILED),
  /** An entry lacks a member, or has one of the wrong type or with an impossible value. */
  ENTRY_INVALID(Kind.FAILED),
  /** The signature of an entry does not hold over its body. */
  SIGNATURE_INVALID(Kind.FAILED),
  /** An entry is not signed. */
  SIGNATURE_MISSING(Kind.FAILED),
  /**
   * An entry is signed by a key that the log did not name before, that was no longer valid, or
   * whose party may not sign such an entry.
   */
  KEY_NOT_VALID(Kind.FAILED),
  /** An entry names another one that does not exist, or that may not be named there. */
  REFERENCE_BROKEN(Kind.FAILED),
  /** A round's transcript is not what its entries give. */
  TRANSCRIPT_MISMATCH(Kind.FAILED),
  /** A participant's spent budget went down. */
  BUDGET_NOT_MONOTONE(Kind.FAILED),
  /** The log is shorter than a checkpoint that it signed before. */
  ROLLBACK(Kind.FAILED),
  /** The log signed, or showed a participant, another history than this one. */
  SPLIT_VIEW(Kind.FAILED),
  /** A proof does not lead from the entry, or from the older root, to the signed root. */
  PROOF_INVALID(Kind.FAILED),
  /** A receipt is not in the format {@code c2sp.org/tlog-proof@v1}. */
  RECEIPT_MALFORMED(Kind.FAILED),

  /** There is no checkpoint, so that nothing is claimed that could be checked. */
  CHECKPOINT_MISSING(Kind.INCONCLUSIVE),
  /** A bundle of entries is not there; what follows it was not checked. */
  ENTRIES_MISSING(Kind.INCONCLUSIVE),
  /** A tile is not there. */
  TILE_MISSING(Kind.INCONCLUSIVE),
  /** Fewer witnesses cosigned the checkpoint than the policy asks for. */
  QUORUM_MISSING(Kind.INCONCLUSIVE),
  /** The newest cosignature is older than was asked for, or there is none. */
  STALE(Kind.INCONCLUSIVE),
  /** The old checkpoint of {@code --against} is not one that this policy trusts. */
  AGAINST_NOT_TRUSTED(Kind.INCONCLUSIVE),
  /** A receipt came without its entry. */
  ENTRY_MISSING(Kind.INCONCLUSIVE),
  /** A file could not be read. */
  FILE_UNREADABLE(Kind.INCONCLUSIVE),
  /** Two checkpoints of different sizes came without the entries or a proof. */
  PROOF_MISSING(Kind.INCONCLUSIVE),

  /** A signature line by a key that the policy does not name was passed over, as C2SP demands. */
  SIGNATURE_LINE_UNKNOWN(Kind.WARNING),
  /** A second line by the same key was passed over unread, as C2SP demands. */
  SIGNATURE_LINE_REPEATED(Kind.WARNING),
  /** An entry's time is well before that of the entry before it. */
  TIME_NOT_MONOTONE(Kind.WARNING),
  /** One participant contributed more than once to one step of a round. */
  CONTRIBUTED_TWICE(Kind.WARNING),
  /** A round was opened again, as after a crash. */
  ROUND_REOPENED(Kind.WARNING),
  /** Fewer than two people in different roles approved what should have four eyes. */
  APPROVALS_FEW(Kind.WARNING),
  /** An entry of a type that this program does not know: chain and tree were checked, no more. */
  TYPE_UNKNOWN(Kind.WARNING),
  /** Files that are beyond the checkpoint's size. */
  BEYOND_CHECKPOINT(Kind.WARNING),
  /** Files or folders that are no part of the format. */
  FILE_UNKNOWN(Kind.WARNING);

  /** What a finding does to the verdict. */
  public enum Kind {
    /** A contradiction. */
    FAILED,
    /** Something is missing that could have decided it. */
    INCONCLUSIVE,
    /** Worth a look; decides nothing. */
    WARNING
  }

  private final Kind kind;

  Code(Kind kind) {
    this.kind = kind;
  }

  /** What a finding of this code does to the verdict. */
  public Kind kind() {
    return kind;
  }
}
