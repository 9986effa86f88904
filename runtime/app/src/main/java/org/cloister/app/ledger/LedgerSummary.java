package org.cloister.app.ledger;

import java.nio.file.Path;
import org.cloister.model.Digest;

/**
 * The ledger of a run, for people.
 *
 * @param origin which log
 * @param entries how many it has
 * @param root over them
 */
public record LedgerSummary(String origin, long entries, Digest root) {

  /** The command line that verifies the ledger of the run in {@code out}. */
  public static String verification(Path out) {
    return "cloister-verify "
        + out.resolve("ledger")
        + " --policy "
        + out.resolve("keys").resolve("policy");
  }
}
