package org.cloister.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.ledger.entry.AggregateEntry;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Evaluation;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.entry.JobRound;
import org.cloister.ledger.entry.ModelRelease;
import org.cloister.ledger.entry.PluginEvent;
import org.cloister.ledger.entry.ProtocolMessages;
import org.cloister.ledger.entry.Recovery;
import org.cloister.ledger.entry.RoundOpen;
import org.cloister.ledger.entry.Transcript;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.spi.protection.Agreed;

/**
 * From facts to entries, in order. No clock, no disk, no key, no chance: what is committed to comes
 * in through a function. It counts positions itself, because entries name each other by them.
 */
final class EntryFold {
  /** Whom models are released to. */
  static final String FEDERATION = "federation";

  private static final int ANSWERS_KEPT = 1 << 16;

  private final AuditTerms terms;
  private final Function<Map<String, Double>, Digest> commitment;

  private final PluginBook plugins;
  private final Map<Digest, Long> models = new HashMap<>();
  private final Set<Long> released = new HashSet<>();

  /** Contributions on the log that no aggregate used. */
  private final Map<Fact.Answered, Placed> unused =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Fact.Answered, Placed> eldest) {
          return size() > ANSWERS_KEPT;
        }
      };

  /** Who did not count in a step of this round. */
  private final Map<String, Set<String>> dropouts = new HashMap<>();

  private Optional<Digest> base = Optional.empty();
  private Optional<Digest> echo = Optional.empty();
  private String rule = "none";
  private boolean recovered;
  private long next;

  private record Placed(long seq, Filed filed) {}

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
  }

  /** Takes in an entry that is on the log already. */
  void past(EntryBody body) {
    if (body instanceof PluginEvent plugin) {
      plugins.past(plugin);
    } else if (body instanceof AggregateEntry aggregate) {
      long seq = next;
      aggregate.model().ifPresent(model -> models.put(model, seq));
    } else if (body instanceof ModelRelease release) {
      released.add(release.aggregateSeq());
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
    add(drafts, opening);
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
      unused.put(answer, new Placed(next, statement));
      drafts.add(new Draft.OfSite(answer.site(), statement.signed()));
      next++;
    }
    Absent.of(fact)
        .forEach(
            absent ->
                add(drafts, incident(absent.kind(), absent.code(), absent.site(), fact.round())));
    dropouts.put(fact.step(), fact.dropped().keySet());
    if (!fact.enough()) {
      add(
          drafts,
          incident(
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
    models.put(fact.model(), next);
    aggregate(
        drafts,
        fact.round(),
        fact.step(),
        fact.answers(),
        fact.agreed(),
        fact.aggregate(),
        Optional.of(fact.model()));
    return drafts;
  }

  /** A query was answered. */
  List<Draft> evaluated(Fact.Evaluated fact) {
    List<Draft> drafts = new ArrayList<>();
    Digest values = commitment.apply(fact.values());
    if (fact.model().isPresent()) {
      String step = step(fact.answers(), fact.step());
      fact.answers().forEach(unused::remove);
      List<String> sites = fact.answers().stream().map(Fact.Answered::site).distinct().toList();
      add(
          drafts,
          new Evaluation(at(fact.round()), step, fact.model().orElseThrow(), sites, values));
    } else {
      aggregate(
          drafts,
          fact.round(),
          fact.step(),
          fact.answers(),
          fact.agreed(),
          values,
          Optional.empty());
    }
    return drafts;
  }

  private void aggregate(
      List<Draft> drafts,
      int round,
      String node,
      Set<Fact.Answered> answers,
      Agreed agreed,
      Digest aggregate,
      Optional<Digest> model) {
    String step = step(answers, node);
    List<Long> inputs = new ArrayList<>();
    SortedMap<String, Digest> updates = new TreeMap<>();
    for (Fact.Answered answer : answers) {
      Placed placed = unused.remove(answer);
      if (placed != null) {
        inputs.add(placed.seq());
        updates.put(answer.site(), placed.filed().update());
      }
    }
    inputs.sort(Long::compare);
    JobRound at = at(round);
    ProtocolMessages messages =
        new ProtocolMessages(echo, agreed.keyMessages(), agreed.survivors());
    Transcript transcript = new Transcript(at, step, terms.terms(), base, messages, updates);
    List<String> gone =
        new TreeSet<>(dropouts.getOrDefault(node, Set.of()))
            .stream().filter(site -> !updates.containsKey(site)).toList();
    add(
        drafts,
        new AggregateEntry(
            at, step, inputs, gone, aggregate, model, rule, messages, transcript.digest()));
  }

  /** The step as the sites stated it. */
  private String step(Set<Fact.Answered> answers, String node) {
    return answers.stream()
        .map(unused::get)
        .filter(Objects::nonNull)
        .map(placed -> placed.filed().body().step())
        .findFirst()
        .orElse(node);
  }

  /** A model is published; nothing if it was before. */
  List<Draft> released(int round, Digest model) {
    List<Draft> drafts = new ArrayList<>();
    Long made = models.get(model);
    if (made == null) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "A model must be on the ledger as aggregated before it is released.");
    }
    if (released.add(made)) {
      add(
          drafts,
          new ModelRelease(
              terms.origin(), terms.job(), model, made, FEDERATION, "round " + round, List.of()));
    }
    return drafts;
  }

  /** A site left. */
  List<Draft> left(Fact.Left fact) {
    List<Draft> drafts = new ArrayList<>();
    add(drafts, incident(Incident.Kind.OTHER, "left", fact.site(), fact.round()));
    return drafts;
  }

  /** The job ended; nothing to say if it did as planned. */
  List<Draft> ended(Fact.Ended fact) {
    List<Draft> drafts = new ArrayList<>();
    if (fact.outcome() instanceof JobOutcome.Failed failed) {
      add(
          drafts,
          incident(
              Incident.Kind.STOP, failed.code().text(), terms.coordinatorName(), fact.round()));
    }
    return drafts;
  }

  /** Something that must not be silent. */
  Incident incident(Incident.Kind kind, String code, String party, long round) {
    return new Incident(
        terms.origin(),
        kind,
        code,
        party,
        Optional.of(terms.job()),
        Optional.of(round),
        Optional.empty());
  }

  private void add(List<Draft> drafts, EntryBody body) {
    drafts.add(new Draft.Own(body));
    next++;
  }

  private JobRound at(int round) {
    return new JobRound(terms.origin(), terms.job(), round);
  }
}
