package org.cloister.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cloister.model.ErrorCode;

/** How the program ends; scripts branch on it, so a number never changes its meaning. */
public final class ExitCode {

  /** Done. */
  public static final int OK = 0;

  /** The job failed, or a policy refused it. */
  public static final int FAILED = 1;

  /** The command line or a file is wrong. */
  public static final int USAGE = 2;

  /** Something is not what was trusted. */
  public static final int INTEGRITY = 6;

  /** The disk is full or cannot be written. */
  public static final int STORAGE = 8;

  /** It could not be decided; something that is needed for it is missing. */
  public static final int INCONCLUSIVE = 10;

  /** A bug of Cloister. */
  public static final int INTERNAL = 70;

  /** The person stopped it. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** What {@code cloister --help} says of them, in order. */
  public static Map<String, String> list() {
    Map<String, String> list = new LinkedHashMap<>();
    list.put("0", "Done.");
    list.put("1", "The job failed, or a policy refused it.");
    list.put("2", "The command line or a file is wrong; nothing was started.");
    list.put("6", "Something is not what was trusted.");
    list.put("8", "The disk is full or cannot be written.");
    list.put("10", "It could not be decided; something needed for it is missing.");
    list.put("70", "A bug of Cloister.");
    list.put("130", "Interrupted; a running job ended with what it knew.");
    return list;
  }

  /** The one place where error codes become exit codes. */
  public static int of(ErrorCode code) {
    return switch (code) {
      case INTERRUPTED -> INTERRUPTED;
      case PLUGIN_NOT_TRUSTED,
          PLUGIN_ARCHIVE_REFUSED,
          PLUGIN_HEADER_REFUSED,
          PLUGIN_MISMATCH,
          MODEL_ALTERED ->
          INTEGRITY;
      case LEDGER_CORRUPT,
          LEDGER_ROLLBACK,
          LEDGER_FORK,
          LEDGER_ENTRY_INVALID,
          SIGNATURE_INVALID,
          WITNESS_REFUSED,
          CHECKPOINT_INVALID,
          PROOF_INVALID,
          EVIDENCE_INVALID ->
          INTEGRITY;
      case QUORUM_MISSING -> INCONCLUSIVE;
      case STORAGE_FAILED, STORAGE_FULL, LEDGER_STORAGE, LEDGER_NEARLY_FULL, LEDGER_STOPPED ->
          STORAGE;
      default ->
          switch (code.kind()) {
            case CONFIGURATION -> USAGE;
            case POLICY, PEER, RESOURCE -> FAILED;
            case BUG -> INTERNAL;
          };
    };
  }

  /**
   * The exit code of a job that was started: what the job file could not have known is a failure.
   */
  static int ofJob(ErrorCode code) {
    boolean written = code.text().startsWith("CL-01") || code == ErrorCode.PROTECTION_MISSING;
    int exit = of(code);
    return exit == USAGE && !written ? FAILED : exit;
  }
}
