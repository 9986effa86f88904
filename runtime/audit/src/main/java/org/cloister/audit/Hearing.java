package org.cloister.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RoundInputs;
import org.cloister.ledger.entry.Incident;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Resources;
import org.cloister.node.Incoming;
import org.cloister.spi.DropReason;

/**
 * What sites say to the coordinator, as far as it concerns the ledger: an answer comes through only
 * if its site stated it, and who says something else than before is noted. Safe for concurrent use.
 */
final class Hearing {
  /** What a witness says who has seen another history (C2SP tlog-witness). */
  private static final int CONTRADICTED = 422;

  private static final Resources UNKNOWN = new Resources(1, 0, 0, 0, 0);

  private final AuditTerms terms;
  private final boolean keeps;
  private final Cosigning cosigning;
  private final FiledStatements statements;
  private final KeptAnswers answers = new KeptAnswers();
  private final IncidentEntries entries;
  private final IncidentBook incidents = new IncidentBook();
  private volatile long round;

  /**
   * Hears nothing so far.
   *
   * @param keeps whether answers are kept until something was made from them
   * @param cosigning gets what witnesses say
   */
  Hearing(AuditTerms terms, boolean keeps, Cosigning cosigning, FiledStatements statements) {
    this.terms = terms;
    this.keeps = keeps;
    this.cosigning = cosigning;
    this.statements = statements;
    this.entries = new IncidentEntries(terms);
  }

  /** Notes what is asked, before anybody can answer. */
  void said(Message message) {
    if (message instanceof Message.Ask ask) {
      statements.asked(ask);
      if (keeps) {
        answers.asked(ask);
      }
    }
  }

  /** What the machine hears for it; see {@link org.cloister.node.PartyLedger#heard}. */
  List<Message> heard(Incoming incoming) {
    Message message = incoming.message();
    String site = incoming.from();
    if (message instanceof Message.OfLedger) {
      if (message instanceof Message.CheckpointAnswer answer) {
        if (answer.status() == CONTRADICTED) {
          refused(site, ErrorCode.LEDGER_FORK);
        }
        cosigning.answered(site, answer);
      }
      return List.of();
    }
    if (message instanceof Message.Join) {
      cosigning.here(site, true);
    }
    Optional<Long> ask = FiledStatements.answer(message);
    return ask.isEmpty() ? List.of(message) : answered(ask.get(), incoming);
  }

  private List<Message> answered(long ask, Incoming incoming) {
    try {
      return switch (statements.file(ask, incoming)) {
        case FIRST -> {
          if (keeps) {
            answers.heard(incoming);
          }
          yield List.of(incoming.message());
        }
        case AGAIN -> List.of();
        case ANOTHER -> {
          refused(incoming.from(), ErrorCode.MESSAGE_UNEXPECTED); // what it said first stands
          yield List.of();
        }
      };
    } catch (CloisterException e) {
      refused(incoming.from(), e.code());
      return List.of(new Message.Refused(ask, DropReason.INVALID, UNKNOWN));
    }
  }

  /** Notes that something of a party was refused. */
  void refused(String from, ErrorCode code) {
    Incident.Kind kind = code == ErrorCode.LEDGER_FORK ? Incident.Kind.FORK : Incident.Kind.REFUSAL;
    if (terms.sites().containsKey(from)) {
      incidents.add(entries.of(kind, code.text(), from, round));
    }
  }

  /** A round begins. */
  void round(int number) {
    round = number;
    incidents.round();
  }

  /** The round that began last; 0 before the first. */
  long round() {
    return round;
  }

  /** What was refused since the last call. */
  List<Incident> refusals() {
    return incidents.take();
  }

  /** What sites stated of these. */
  Map<Fact.Answered, Filed> stated(Set<Fact.Answered> these) {
    return statements.of(these);
  }

  /** A round with the answers that were used; see {@link KeptAnswers#round}. */
  Optional<RecordedRound> recorded(RoundInputs inputs) {
    return keeps ? answers.round(inputs) : Optional.empty();
  }
}
