package org.cloister.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RoundInputs;
import org.cloister.model.Bytes;
import org.cloister.node.Incoming;
import org.cloister.spi.SiteTask;

/**
 * Answers to asks to train, as they came, until a candidate was made from them. Of each site the
 * last few: it works on one ask at a time. Safe for concurrent use.
 */
final class KeptAnswers {
  private static final int PER_SITE = 4;

  private final Set<Long> trainings = new HashSet<>();
  private final Map<String, Deque<Long>> order = new HashMap<>();
  private final Map<Fact.Answered, RecordedRound.Stated> answers = new HashMap<>();
  private final Map<Fact.Answered, Bytes> statements = new HashMap<>();

  synchronized void asked(Message.Ask ask) {
    if (ask.task() instanceof SiteTask.Train) {
      trainings.add(ask.ask());
    }
  }

  synchronized void heard(Incoming incoming) {
    Optional<Long> ask = FiledStatements.answer(incoming.message()).filter(trainings::contains);
    if (ask.isEmpty()) {
      return;
    }
    Fact.Answered answered = new Fact.Answered(incoming.from(), ask.get());
    Bytes statement = incoming.statement().orElse(Bytes.empty());
    if (incoming.message() instanceof Message.Answer answer) {
      answers.put(answered, new RecordedRound.Stated(answer, statement));
    } else {
      statements.put(answered, statement); // the vector is kept by its session
    }
    Deque<Long> asks = order.computeIfAbsent(answered.site(), name -> new ArrayDeque<>());
    if (!asks.contains(answered.ask())) {
      asks.add(answered.ask());
    }
    if (asks.size() > PER_SITE) {
      Fact.Answered oldest = new Fact.Answered(answered.site(), asks.remove());
      answers.remove(oldest);
      statements.remove(oldest);
    }
  }

  /** With what was used; empty if nothing was, or something of it is not here any more. */
  synchronized Optional<RecordedRound> round(RoundInputs inputs) {
    TreeMap<Fact.Answered, RecordedRound.Stated> used = new TreeMap<>();
    TreeMap<Fact.Answered, Bytes> stated = new TreeMap<>();
    inputs.used().stream()
        .map(RoundInputs.Used::answer)
        .filter(answers::containsKey)
        .forEach(answer -> used.put(answer, answers.get(answer)));
    Set<Fact.Answered> vectors = new HashSet<>();
    inputs.sessions().forEach(session -> vectors.addAll(session.vectors()));
    vectors.stream()
        .filter(statements::containsKey)
        .forEach(answer -> stated.put(answer, statements.get(answer)));
    boolean all = used.size() == inputs.used().size() && stated.size() == vectors.size();
    return all && used.size() + stated.size() > 0
        ? Optional.of(new RecordedRound(inputs, used, stated))
        : Optional.empty();
  }
}
