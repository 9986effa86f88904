package org.cloister.app.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.audit.StatedAnswers;
import org.cloister.engine.Fact;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RecordedSession;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.model.Bytes;
import org.cloister.spi.protection.SessionMessage;

/** What the sites gave to a round that was kept, beside what they put on the ledger. */
final class RecordedInputs {
  private RecordedInputs() {}

  /** The answers of the open route, and the vectors of sessions. */
  static Set<Fact.Answered> of(RecordedRound round) {
    Set<Fact.Answered> given = new TreeSet<>();
    round.inputs().used().forEach(used -> given.add(used.answer()));
    round.inputs().sessions().forEach(session -> given.addAll(session.vectors()));
    return given;
  }

  /** The first site whose contribution on the ledger does not commit to what was kept of it. */
  static Optional<String> unsigned(RecordedRound round, List<ContributionEntry> entries) {
    Map<String, ContributionEntry> named = new HashMap<>();
    entries.forEach(entry -> named.put(entry.participant(), entry));
    Set<String> unsigned = new TreeSet<>();
    for (RecordedSession session : round.inputs().sessions()) {
      for (SessionMessage message : session.heard()) {
        if (message.vector().isPresent() && !opens(named, round, session, message)) {
          unsigned.add(message.peer());
        }
      }
    }
    round
        .answers()
        .forEach(
            (answered, stated) -> {
              ContributionEntry entry = named.get(answered.site());
              if (entry == null || !StatedAnswers.opens(entry, stated)) {
                unsigned.add(answered.site());
              }
            });
    return unsigned.stream().findFirst();
  }

  private static boolean opens(
      Map<String, ContributionEntry> named,
      RecordedRound round,
      RecordedSession session,
      SessionMessage message) {
    ContributionEntry entry = named.get(message.peer());
    Bytes statement =
        round.statements().get(new Fact.Answered(message.peer(), session.ask().ask()));
    return entry != null
        && statement != null
        && StatedAnswers.opens(entry, session, message, statement);
  }
}
