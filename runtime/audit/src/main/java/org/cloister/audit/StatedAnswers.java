package org.cloister.audit;

import org.cloister.crypto.Commitment;
import org.cloister.crypto.SecretBytes;
import org.cloister.engine.RecordedRound;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.node.MessageDigests;

/** Whether an answer that was kept is the one that its site put on the ledger. */
public final class StatedAnswers {
  private StatedAnswers() {}

  /** Whether {@code entry} commits to exactly this answer; false also if its salt is not there. */
  public static boolean opens(ContributionEntry entry, RecordedRound.Stated stated) {
    Bytes digest = Bytes.of(MessageDigests.of(stated.answer()).toBytes());
    try (SecretBytes salt = SecretBytes.owning(Statement.salt(stated.statement()).toArray())) {
      return Commitment.opens(entry.update(), salt, digest);
    } catch (CloisterException e) {
      return false;
    }
  }
}
