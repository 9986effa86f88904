package org.cloister.audit;

import org.cloister.crypto.Commitment;
import org.cloister.crypto.SecretBytes;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RecordedSession;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.node.MessageDigests;
import org.cloister.spi.protection.SessionMessage;

/** Whether an answer that was kept is the one that its site put on the ledger. */
public final class StatedAnswers {
  private StatedAnswers() {}

  /** Whether {@code entry} commits to exactly this answer; false also if its salt is not there. */
  public static boolean opens(ContributionEntry entry, RecordedRound.Stated stated) {
    return opens(entry, stated.answer(), stated.statement());
  }

  /** The same of a vector that a site gave in a session. */
  public static boolean opens(
      ContributionEntry entry, RecordedSession session, SessionMessage given, Bytes statement) {
    SessionMessage sent =
        new SessionMessage(SessionMessage.COORDINATOR, given.step(), given.body(), given.vector());
    return opens(entry, new Message.SessionStep(session.ask().ask(), sent), statement);
  }

  private static boolean opens(ContributionEntry entry, Message message, Bytes statement) {
    Bytes digest = Bytes.of(MessageDigests.of(message).toBytes());
    try (SecretBytes salt = SecretBytes.owning(Statement.salt(statement).toArray())) {
      return Commitment.opens(entry.update(), salt, digest);
    } catch (CloisterException e) {
      return false;
    }
  }
}
