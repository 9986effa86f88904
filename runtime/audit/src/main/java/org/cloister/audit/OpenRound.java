package org.cloister.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cloister.engine.Fact;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.entry.Transcript;
import org.cloister.model.Digest;
import org.cloister.spi.protection.Agreed;

/** The round that the ledger is in: what its opening fixed for the aggregates that follow. */
final class OpenRound {
  private final AuditTerms terms;

  /** Who did not count in a step of this round. */
  private final Map<String, Set<String>> dropouts = new HashMap<>();

  private Optional<Digest> base = Optional.empty();
  private Optional<Digest> echo = Optional.empty();
  private String rule = "none";

  OpenRound(AuditTerms terms) {
    this.terms = terms;
  }

  /** The opening of the next one. */
  RoundOpen open(Fact.Opened fact, Head seen) {
    base = fact.base();
    rule = Asked.rule(fact.plugins());
    dropouts.clear();
    RoundOpen opening =
        new RoundOpen(
            at(fact.round()),
            terms.terms(),
            terms.route(),
            base,
            new TreeSet<>(fact.sites()).stream().toList(),
            Asked.bundles(fact.plugins()),
            seen);
    echo = Optional.of(opening.echo());
    return opening;
  }

  /** Notes who did not count in a step. */
  void collected(Fact.Collected fact) {
    dropouts.put(fact.step(), fact.dropped().keySet());
  }

  /**
   * Something made from contributions.
   *
   * @param node whose step it was
   * @param step as the sites stated it
   * @param aggregate what was made
   * @param model the candidate, if it is one
   */
  AggregateEntry aggregate(
      int round,
      String node,
      String step,
      UnusedAnswers.Used used,
      Agreed agreed,
      Digest aggregate,
      Optional<Digest> model) {
    JobRound at = at(round);
    ProtocolMessages messages =
        new ProtocolMessages(echo, agreed.keyMessages(), agreed.survivors());
    Transcript transcript = new Transcript(at, step, terms.terms(), base, messages, used.updates());
    List<String> gone =
        new TreeSet<>(dropouts.getOrDefault(node, Set.of()))
            .stream().filter(site -> !used.updates().containsKey(site)).toList();
    return new AggregateEntry(
        at, step, used.inputs(), gone, aggregate, model, rule, messages, transcript.digest());
  }

  /** The place of a round's entries. */
  JobRound at(int round) {
    return new JobRound(terms.origin(), terms.job(), round);
  }
}
