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

  synchronized void asked(Message.Ask ask) {
    if (ask.task() instanceof SiteTask.Train) {
      trainings.add(ask.ask());
    }
  }

  synchronized void heard(Incoming incoming) {
    if (!(incoming.message() instanceof Message.Answer answer)
        || !trainings.contains(answer.ask())) {
      return;
    }
    String site = incoming.from();
    Deque<Long> asks = order.computeIfAbsent(site, name -> new ArrayDeque<>());
    asks.add(answer.ask());
    answers.put(
        new Fact.Answered(site, answer.ask()),
        new RecordedRound.Stated(answer, incoming.statement().orElse(Bytes.of(new byte[0]))));
    if (asks.size() > PER_SITE) {
      answers.remove(new Fact.Answered(site, asks.remove()));
    }
  }

  /** With the answers that were used; empty if one of them is not here any more. */
  synchronized Optional<RecordedRound> round(RoundInputs inputs) {
    TreeMap<Fact.Answered, RecordedRound.Stated> used = new TreeMap<>();
    for (RoundInputs.Used one : inputs.used()) {
      RecordedRound.Stated stated = answers.get(one.answer());
      if (stated == null) {
        return Optional.empty();
      }
      used.put(one.answer(), stated);
    }
    return used.isEmpty() ? Optional.empty() : Optional.of(new RecordedRound(inputs, used));
  }
}
