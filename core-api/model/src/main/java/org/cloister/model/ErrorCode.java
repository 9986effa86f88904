package org.cloister.model;

/**
 * The stable codes of everything that can go wrong. A code is never reused for something else;
 * people search for it, scripts branch on it, and {@link Kind} says who has to act.
 */
public enum ErrorCode {
  // 00xx: the program itself
  INTERNAL(1, Kind.BUG),
  USAGE(2, Kind.CONFIGURATION),
  INTERRUPTED(3, Kind.CONFIGURATION),

  // 01xx: job files and settings
  JOB_UNREADABLE(101, Kind.CONFIGURATION),
  JOB_INVALID(102, Kind.CONFIGURATION),
  SETTING_INVALID(103, Kind.CONFIGURATION),
  SETTING_UNKNOWN(104, Kind.CONFIGURATION),
  WORKFLOW_CYCLE(105, Kind.CONFIGURATION),
  WORKFLOW_INVALID(106, Kind.CONFIGURATION),
  ROUTE_MISMATCH(107, Kind.CONFIGURATION),
  PART_MISSING(108, Kind.CONFIGURATION),
  CAPABILITY_MISSING(109, Kind.CONFIGURATION),

  // 02xx: data
  DATA_UNREADABLE(201, Kind.CONFIGURATION),
  DATA_MALFORMED(202, Kind.CONFIGURATION),
  DATA_EMPTY(203, Kind.CONFIGURATION),
  DATA_TOO_LARGE(204, Kind.RESOURCE),
  SPLIT_INVALID(205, Kind.CONFIGURATION),
  SCHEMA_INVALID(206, Kind.CONFIGURATION),

  // 03xx: plugins
  PLUGIN_NOT_FOUND(301, Kind.CONFIGURATION),
  PLUGIN_NOT_TRUSTED(302, Kind.POLICY),
  PLUGIN_ARCHIVE_REFUSED(303, Kind.POLICY),
  PLUGIN_HEADER_REFUSED(304, Kind.POLICY),
  PLUGIN_UNRESOLVED(305, Kind.CONFIGURATION),
  PLUGIN_ENTRY_FAILED(306, Kind.CONFIGURATION),
  PLUGIN_CONTRACT_BROKEN(307, Kind.CONFIGURATION),
  PLUGIN_AMBIGUOUS(308, Kind.CONFIGURATION),
  PLUGIN_DRAIN_TIMEOUT(309, Kind.RESOURCE),
  PLUGIN_MISMATCH(310, Kind.PEER),
  PLUGIN_FAILED(311, Kind.CONFIGURATION),
  PROTECTION_MISSING(312, Kind.CONFIGURATION),
  GRANTS_INVALID(313, Kind.CONFIGURATION),
  NATIVE_UNAVAILABLE(314, Kind.RESOURCE),

  // 04xx: rounds
  BELOW_QUORUM(401, Kind.PEER),
  ROUND_VOID(402, Kind.PEER),
  GUEST_HUNG(403, Kind.RESOURCE),
  NO_ABLE_NODE(404, Kind.RESOURCE),
  HISTORY_DIVERGED(405, Kind.BUG),
  NOT_FINITE(406, Kind.PEER),
  TERMS_DIFFER(407, Kind.CONFIGURATION),

  // 05xx: messages
  MESSAGE_MALFORMED(501, Kind.PEER),
  MESSAGE_TOO_LARGE(502, Kind.PEER),
  MESSAGE_UNEXPECTED(503, Kind.PEER),

  // 06xx: disk
  STORAGE_FAILED(601, Kind.RESOURCE),
  STORAGE_FULL(602, Kind.RESOURCE),
  OUTPUT_EXISTS(603, Kind.CONFIGURATION),
  RESUME_REFUSED(604, Kind.CONFIGURATION),
  STATE_DAMAGED(605, Kind.RESOURCE),
  OUTPUT_BUSY(606, Kind.CONFIGURATION),
  RECORD_UNREADABLE(607, Kind.CONFIGURATION),

  // 07xx: protection
  PROTECTION_REFUSED(701, Kind.POLICY),
  POLICY_REFUSED(702, Kind.POLICY),
  IDENTITY_UNREADABLE(703, Kind.CONFIGURATION),
  MESSAGE_NOT_AUTHENTIC(704, Kind.PEER),
  DESCRIPTOR_INVALID(705, Kind.CONFIGURATION),
  SESSION_MISMATCH(711, Kind.PEER),
  SURVIVORS_REFUSED(712, Kind.PEER),
  SHARE_INVALID(713, Kind.PEER),
  INPUT_MISMATCH(714, Kind.PEER),
  DRAW_INVALID(715, Kind.PEER),
  GROUP_REFUSED(716, Kind.PEER),

  // 08xx: models that are kept
  MODEL_UNREADABLE(801, Kind.CONFIGURATION),
  MODEL_NEEDS_FIT(802, Kind.CONFIGURATION),
  MODEL_ALTERED(803, Kind.CONFIGURATION),

  // 09xx: keys, signatures and the ledger
  LEDGER_CORRUPT(901, Kind.RESOURCE),
  LEDGER_ROLLBACK(902, Kind.RESOURCE),
  LEDGER_FORK(903, Kind.PEER),
  LEDGER_LOCKED(904, Kind.CONFIGURATION),
  LEDGER_ENTRY_INVALID(905, Kind.PEER),
  SIGNATURE_INVALID(906, Kind.PEER),
  WITNESS_REFUSED(907, Kind.PEER),
  QUORUM_MISSING(908, Kind.PEER),
  LEDGER_STORAGE(909, Kind.RESOURCE),
  LEDGER_NEARLY_FULL(910, Kind.RESOURCE),
  LEDGER_STOPPED(911, Kind.RESOURCE),
  CHECKPOINT_INVALID(912, Kind.PEER),
  WITNESS_POLICY_INVALID(913, Kind.CONFIGURATION),
  KEY_INVALID(914, Kind.CONFIGURATION),
  PROOF_INVALID(915, Kind.PEER),
  ALGORITHM_NOT_APPROVED(916, Kind.CONFIGURATION),
  EVIDENCE_INVALID(930, Kind.PEER);

  /** Who has to act. */
  public enum Kind {
    /** The person who wrote the job, the settings or the command line. */
    CONFIGURATION,
    /** The owner of a rule: a site's privacy officer, a federation's trust list. */
    POLICY,
    /** Another party of the federation. */
    PEER,
    /** Whoever runs this machine: memory, disk, time. */
    RESOURCE,
    /** The makers of Cloister. */
    BUG
  }

  private final int number;
  private final Kind kind;

  ErrorCode(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  /** Who has to act. */
  public Kind kind() {
    return kind;
  }

  /** The code as people see it: {@code CL-} and four digits. */
  public String text() {
    return String.format(java.util.Locale.ROOT, "CL-%04d", number);
  }
}
