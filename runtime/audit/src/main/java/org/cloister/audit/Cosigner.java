package org.cloister.audit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.ledger.witness.AddCheckpoint;
import org.cloister.ledger.witness.Answer;
import org.cloister.ledger.witness.Witness;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/** A site's witness behind messages, with the status numbers of C2SP tlog-witness. */
record Cosigner(Optional<Witness> witness) {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int BAD_REQUEST = 400;

  /**
   * What to say.
   *
   * @param fork whether the log has shown two histories
   */
  record Said(Message.CheckpointAnswer answer, boolean fork) {}

  Said answer(Message.CheckpointOffer offer) {
    if (witness.isEmpty()) {
      return said(NOT_FOUND, "");
    }
    Answer answer;
    try {
      answer = witness.get().add(AddCheckpoint.read(offer.request().toArray()));
    } catch (CloisterException e) {
      if (e.code() != ErrorCode.CHECKPOINT_INVALID) {
        throw e;
      }
      return said(BAD_REQUEST, "");
    }
    if (answer instanceof Answer.Cosigned cosigned) {
      return said(200, cosigned.line().text());
    }
    if (answer instanceof Answer.Conflict conflict) {
      return said(CONFLICT, conflict.latestSize() + "\n");
    }
    Answer.Reason why = ((Answer.Refused) answer).why();
    return new Said(said(why.status(), "").answer(), why == Answer.Reason.NOT_CONSISTENT);
  }

  private static Said said(int status, String body) {
    return new Said(
        new Message.CheckpointAnswer(status, Bytes.of(body.getBytes(StandardCharsets.UTF_8))),
        false);
  }
}
