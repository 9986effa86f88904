package org.cloister.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Evaluation;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.ledger.entry.PluginEvent;
import org.cloister.ledger.entry.Recovery;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;

/**
 * From facts to entries, in order. No clock, no disk, no key, no chance: what is committed to comes
 * in through a function. It counts positions itself, because entries name each other by them.
 */
final class EntryFold {
  /** Whom models are released to. */
  static final String FEDERATION = "federation";

  private final AuditTerms terms;
  private final Function<Map<String, Double>, Digest> commitment;

  private final IncidentEntries incidents;
  private final PluginBook plugins;
  private final ModelBook models = new ModelBook();
  private final UnusedAnswers unused = new UnusedAnswers();
  private final OpenRound open;

  private boolean recovered;
  private long next;

  /**
   * A fold that begins with an empty log.
   *
   * @param bundleNames the symbolic name of the bundle behind a pin
   * @param commitment commits to results
   */
  EntryFold(
      AuditTerms terms,
      Function<PluginPin, String> bundleNames,
      Function<Map<String, Double>, Digest> commitment) {
    this.terms = terms;
    this.plugins = new PluginBook(terms, bundleNames);
    this.commitment = commitment;
    this.incidents = new IncidentEntries(terms);
    this.open = new OpenRound(terms);
  }

  /** Takes in an entry that is on the log already. */
  void past(EntryBody body) {
    if (body instanceof PluginEvent plugin) {
      plugins.past(plugin);
    } else if (body instanceof AggregateEntry aggregate) {
      long seq = next;
      aggregate.model().ifPresent(model -> models.made(model, seq));
    } else if (body instanceof ModelRelease release) {
      models.past(release);
    }
    recovered = body instanceof Recovery;
    next++;
  }

  /** Whether the last entry that is on the log says that its writer came back. */
  boolean recovered() {
    return recovered;
  }

  /** Entries that no fact tells of; they are next. */
  List<Draft> entries(List<? extends EntryBody> bodies) {
    List<Draft> drafts = new ArrayList<>();
    bodies.forEach(body -> add(drafts, body));
    return drafts;
  }

  /** A round begins. */
  List<Draft> opened(Fact.Opened fact, Head seen) {
    List<Draft> drafts = new ArrayList<>();
    plugins.admit(fact.plugins()).forEach(event -> add(drafts, event));
    add(drafts, open.open(fact, seen));
    return drafts;
  }

  /**
   * A step at sites is over.
   *
   * @param filed what the sites stated of the answers that counted
   */
  List<Draft> collected(Fact.Collected fact, Map<Fact.Answered, Filed> filed) {
    List<Draft> drafts = new ArrayList<>();
    for (Fact.Answered answer : fact.answers()) {
      Filed statement = filed.get(answer);
      if (statement == null) {
        throw new CloisterException(
            ErrorCode.INTERNAL, "An answer must be stated by its site before it counts.");
      }
      unused.put(answer, next, statement);
      drafts.add(new Draft.OfSite(answer.site(), statement.signed()));
      next++;
    }
    Absent.of(fact)
        .forEach(
            absent ->
                add(
                    drafts,
                    incidents.of(absent.kind(), absent.code(), absent.site(), fact.round())));
    open.collected(fact);
    if (!fact.enough()) {
      add(
          drafts,
          incidents.of(
              Incident.Kind.VOID,
              ErrorCode.BELOW_QUORUM.text(),
              terms.coordinatorName(),
              fact.round()));
    }
    return drafts;
  }

  /** A candidate was made. */
  List<Draft> aggregated(Fact.Aggregated fact) {
    List<Draft> drafts = new ArrayList<>();
    models.made(fact.model(), next);
    String step = unused.step(fact.answers(), fact.step());
    add(
        drafts,
        open.aggregate(
            fact.round(),
            fact.step(),
            step,
            unused.use(fact.answers()),
            fact.agreed(),
            fact.aggregate(),
            Optional.of(fact.model())));
    return drafts;
  }

  /** A query was answered. */
  List<Draft> evaluated(Fact.Evaluated fact) {
    List<Draft> drafts = new ArrayList<>();
    Digest values = commitment.apply(fact.values());
    String step = unused.step(fact.answers(), fact.step());
    UnusedAnswers.Used used = unused.use(fact.answers());
    if (fact.model().isPresent()) {
      List<String> sites = fact.answers().stream().map(Fact.Answered::site).distinct().toList();
      add(
          drafts,
          new Evaluation(open.at(fact.round()), step, fact.model().orElseThrow(), sites, values));
    } else {
      add(
          drafts,
          open.aggregate(
              fact.round(), fact.step(), step, used, fact.agreed(), values, Optional.empty()));
    }
    return drafts;
  }

  /** A model is published; nothing if it was before. */
  List<Draft> released(int round, Digest model) {
    List<Draft> drafts = new ArrayList<>();
    models
        .release(model)
        .ifPresent(
            made ->
                add(
                    drafts,
                    new ModelRelease(
                        terms.origin(),
                        terms.job(),
                        model,
                        made,
                        FEDERATION,
                        "round " + round,
                        List.of())));
    return drafts;
  }

  /** A site left. */
  List<Draft> left(Fact.Left fact) {
    List<Draft> drafts = new ArrayList<>();
    add(drafts, incidents.of(Incident.Kind.OTHER, "left", fact.site(), fact.round()));
    return drafts;
  }

  /** The job ended; nothing to say if it did as planned. */
  List<Draft> ended(Fact.Ended fact) {
    List<Draft> drafts = new ArrayList<>();
    if (fact.outcome() instanceof JobOutcome.Failed failed) {
      add(drafts, incidents.stop(failed.code(), fact.round()));
    }
    return drafts;
  }

  private void add(List<Draft> drafts, EntryBody body) {
    drafts.add(new Draft.Own(body));
    next++;
  }
}
