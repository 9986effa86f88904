package org.cloister.node;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RoundInputs;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * A party's part in the ledger. It stands between the party's machine and its peers: it takes the
 * messages of ledgers to itself, states what the party sends, and decides what the machine may
 * hear.
 *
 * <p>{@link #enter} and {@link #said} are called on the machine's thread, {@link #heard} on the one
 * that receives, {@link #of} on the one that sends; all three at the same time.
 */
public interface PartyLedger extends Statements {

  /** The way out for the ledger's own messages, and to end the party. Safe for concurrent use. */
  interface Line {
    /** Sends a message; never waits. */
    void send(String to, Message.OfLedger message);

    /** Ends this party's job. */
    void fail(ErrorCode code, String reason);
  }

  /** Called once, before any other method. */
  void attach(Line line);

  /** The machine is about to say this. */
  void said(String to, Message message);

  /**
   * Hears what came before the machine does.
   *
   * @return what the machine hears for it, all as from the same sender; nothing if it is the
   *     ledger's own, has to wait, or is refused
   * @throws CloisterException to end this party's job
   */
  List<Message> heard(Incoming incoming);

  /**
   * Enters a fact; what has to be on the ledger before the next effect is there on return.
   *
   * @throws CloisterException to end the job
   * @throws InterruptedException if the party was closed meanwhile
   */
  void enter(Fact fact) throws InterruptedException;

  /**
   * Keeps what a candidate is made from, if this party keeps such things; on the machine's thread.
   *
   * @throws CloisterException to end the job
   */
  default void preserve(RoundInputs inputs) {}

  /** Keeps no ledger, and lets everything through. */
  static PartyLedger none() {
    return new PartyLedger() {
      @Override
      public void attach(Line line) {}

      @Override
      public void said(String to, Message message) {}

      @Override
      public List<Message> heard(Incoming incoming) {
        return incoming.message() instanceof Message.OfLedger
            ? List.of()
            : List.of(incoming.message());
      }

      @Override
      public void enter(Fact fact) {}

      @Override
      public Optional<Bytes> of(String to, Message message, Digest digest) {
        return Optional.empty();
      }
    };
  }
}
