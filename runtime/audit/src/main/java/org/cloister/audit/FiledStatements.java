package org.cloister.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.node.Incoming;

/** What sites were asked, and what they stated of their answers. Safe for concurrent use. */
final class FiledStatements {
  private static final int KEPT = 1 << 16;

  /**
   * How an answer stands to those before it. The first of a site that states it truly counts, and
   * whoever uses it gets to see no other: what was used and what stands on the ledger must be one.
   */
  enum Coming {
    /** The first to its ask. */
    FIRST,
    /** The same once more. */
    AGAIN,
    /** Another than the first. */
    ANOTHER
  }

  private final StatementCheck check;
  private final LongFunction<Optional<Digest>> heads;
  private final Map<Long, Asked> asked = new LatestMap<>(KEPT);
  private final Map<Fact.Answered, Filed> filed = new LatestMap<>(KEPT);
  private final Set<String> nonces = new HashSet<>();

  FiledStatements(StatementCheck check, LongFunction<Optional<Digest>> heads) {
    this.check = check;
    this.heads = heads;
  }

  synchronized void asked(Message.Ask ask) {
    asked.put(ask.ask(), Asked.of(ask));
  }

  /** Whether the message is an answer that its site has to state. */
  static Optional<Long> answer(Message message) {
    if (message instanceof Message.Answer answer) {
      return Optional.of(answer.ask());
    }
    return message instanceof Message.SessionStep step && step.message().vector().isPresent()
        ? Optional.of(step.ask())
        : Optional.empty();
  }

  /**
   * Files the statement of an answer.
   *
   * @throws CloisterException as {@link StatementCheck#check}
   */
  synchronized Coming file(long ask, Incoming incoming) {
    Fact.Answered answer = new Fact.Answered(incoming.from(), ask);
    Filed before = filed.get(answer);
    if (before != null) {
      return before.message().equals(incoming.digest()) ? Coming.AGAIN : Coming.ANOTHER;
    }
    Asked about =
        Optional.ofNullable(asked.get(ask))
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.MESSAGE_UNEXPECTED, "An answer must be to what was asked."));
    Filed statement = check.check(incoming, about, heads);
    CloisterException.require(
        nonces.add(statement.body().nonce()),
        ErrorCode.LEDGER_ENTRY_INVALID,
        "A statement must have a nonce of its own, and this one was used before.");
    filed.put(answer, statement);
    return Coming.FIRST;
  }

  /** What was filed of these. */
  synchronized Map<Fact.Answered, Filed> of(Set<Fact.Answered> answers) {
    Map<Fact.Answered, Filed> found = new HashMap<>();
    for (Fact.Answered answer : answers) {
      Filed statement = filed.get(answer);
      if (statement != null) {
        found.put(answer, statement);
      }
    }
    return found;
  }
}
