package org.cloister.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.SiteMemory;
import org.cloister.ledger.entry.BodySigner;
import org.cloister.ledger.entry.EntryBody;
import org.cloister.ledger.entry.Head;
import org.cloister.ledger.entry.Incident;
import org.cloister.ledger.entry.Recovery;
import org.cloister.ledger.log.LedgerWriter;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.node.Incoming;
import org.cloister.node.ModelSink;
import org.cloister.node.PartyLedger;
import org.cloister.node.Refusals;
import org.cloister.node.StateSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's part in the ledger: it writes it.
 *
 * <p><b>Guarantee.</b> No round begins and no model is published before the ledger says so and a
 * quorum of the sites has countersigned that; no answer reaches the machine unless its site stated
 * it; what happened since the last checkpoint of the job is on the ledger before the next one is
 * kept. What cannot be written ends the job. See {@link PartyLedger} for the threads.
 */
public final class CoordinatorLedger implements PartyLedger, Refusals, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorLedger.class);

  private final AuditTerms terms;
  private final List<EntryBody> first;
  private final Cosigning cosigning;
  private final Appending appending;
  private final EntryFold fold;
  private final Hearing hearing;
  private final RoundStore rounds;
  private final ArchiveEntries archives;
  private final List<Draft> waiting = new ArrayList<>();
  private Optional<Line> line = Optional.empty();
  private boolean ended;

  /**
   * The ledger of a run.
   *
   * @param terms what the parties agreed on
   * @param first the genesis and what belongs to it, for a log that has no entry
   * @param writer belongs to this object from now on
   * @param coordinator signs the coordinator's entries
   * @param surroundings the world around it
   */
  public CoordinatorLedger(
      AuditTerms terms,
      List<EntryBody> first,
      LedgerWriter writer,
      BodySigner coordinator,
      Surroundings surroundings) {
    this.terms = terms;
    this.rounds = surroundings.rounds();
    this.archives = new ArchiveEntries(terms);
    this.first = List.copyOf(first);
    this.fold =
        new EntryFold(
            terms,
            surroundings.bundleNames(),
            new Committing(surroundings.random(), surroundings.openings())::to);
    this.cosigning = new Cosigning(terms, surroundings.patience(), surroundings.grace());
    this.appending = new Appending(writer, coordinator, cosigning, surroundings.heads());
    this.hearing =
        new Hearing(
            terms,
            rounds.keeps(),
            cosigning,
            new FiledStatements(new StatementCheck(terms), appending::root));
    RosterCheck roster = new RosterCheck();
    appending.past(
        entry -> {
          fold.past(entry.body());
          roster.past(entry.body());
        });
    roster.require(terms);
    goOn();
  }

  /** Whoever reads the ledger has to see where a run was left and taken up again. */
  private void goOn() {
    Head head = appending.head();
    if (head.size() > 0 && !fold.recovered()) {
      waiting.addAll(fold.entries(List.of(new Recovery(terms.origin(), head, head, 0))));
    }
  }

  /** Tells of what a site's witness was known to have kept before the run. */
  public void seen(String site, long size) {
    cosigning.seen(site, size);
  }

  @Override
  public void attach(Line way) {
    line = Optional.of(way);
  }

  @Override
  public Optional<Bytes> of(String to, Message message, Digest digest) {
    return Optional.empty(); // what the coordinator says stands on the ledger
  }

  @Override
  public void said(String to, Message message) {
    hearing.said(message);
  }

  @Override
  public List<Message> heard(Incoming incoming) {
    return hearing.heard(incoming);
  }

  @Override
  public void refused(String from, ErrorCode code) {
    hearing.refused(from, code);
  }

  @Override
  public void preserve(RoundInputs inputs) {
    hearing
        .recorded(inputs)
        .ifPresent(
            round ->
                waiting.addAll(fold.entries(List.of(archives.stored(inputs, rounds.keep(round))))));
  }

  @Override
  public void enter(Fact fact) throws InterruptedException {
    if (fact instanceof Fact.Opened opened) {
      open(opened);
    } else if (fact instanceof Fact.Collected collected) {
      waiting.addAll(fold.entries(hearing.refusals()));
      waiting.addAll(fold.collected(collected, hearing.stated(collected.answers())));
      if (!collected.enough()) {
        append();
      }
    } else if (fact instanceof Fact.Aggregated aggregated) {
      waiting.addAll(fold.aggregated(aggregated));
    } else if (fact instanceof Fact.Evaluated evaluated) {
      waiting.addAll(fold.evaluated(evaluated));
    } else if (fact instanceof Fact.Left left) {
      cosigning.here(left.site(), false);
      waiting.addAll(fold.left(left));
    } else if (fact instanceof Fact.Ended last) {
      end(last);
    }
  }

  private void open(Fact.Opened fact) throws InterruptedException {
    if (appending.size() == 0) {
      // Who is who is agreed upon before anything happens.
      appending.appendWithQuorum(fold.entries(first), line()).check().requireQuorum();
    }
    hearing.round(fact.round());
    waiting.addAll(fold.entries(hearing.refusals()));
    waiting.addAll(
        fold.entries(rounds.expire(fact.round()).stream().map(archives::erased).toList()));
    Head seen = appending.head();
    waiting.addAll(fold.opened(fact, seen));
    long opening = appending.size() + waiting.size() - 1;
    quorum();
    Bytes receipt = appending.receipt(opening);
    for (String site : terms.sites().keySet()) {
      line().send(site, new Message.LedgerReceipt(receipt));
    }
  }

  private void quorum() throws InterruptedException {
    List<Draft> batch = take();
    appending.appendWithQuorum(batch, line()).check().requireQuorum();
  }

  private void append() {
    appending.append(take());
  }

  private List<Draft> take() {
    List<Draft> batch = List.copyOf(waiting);
    waiting.clear();
    return batch;
  }

  private void end(Fact.Ended fact) throws InterruptedException {
    waiting.addAll(fold.entries(hearing.refusals()));
    waiting.addAll(fold.ended(fact));
    ended = true;
    // All models are out by now; who lacks a receipt can have it later.
    appending.appendWithQuorum(take(), line());
  }

  private Line line() {
    return line.orElseThrow();
  }

  /** A sink that gets models only after a quorum knows that they are released. */
  public ModelSink releasing(ModelSink next) {
    return (number, model) -> {
      release(number, model);
      next.publish(number, model);
    };
  }

  private void release(int number, Model model) {
    try {
      waiting.addAll(fold.entries(hearing.refusals()));
      waiting.addAll(fold.released(number, model.version()));
      if (!waiting.isEmpty()) {
        quorum();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloisterException(
          ErrorCode.INTERRUPTED, "The job was interrupted before a model was released.", e);
    }
  }

  /** A sink that keeps a checkpoint only after all that led to it is on the ledger. */
  public StateSink saving(StateSink next) {
    return new StateSink() {
      @Override
      public void save(Checkpoint checkpoint) {
        append();
        next.save(checkpoint);
      }

      @Override
      public void remember(long ask, SiteMemory memory) {
        next.remember(ask, memory);
      }
    };
  }

  /**
   * Records that the job ended without its machine saying so, as far as the disk takes it. Call it
   * after the run; does nothing if the end is on the ledger.
   */
  public void stopped(JobOutcome outcome) {
    if (ended || appending.size() == 0 || !(outcome instanceof JobOutcome.Failed failed)) {
      return;
    }
    ended = true;
    Incident incident = new IncidentEntries(terms).stop(failed.code(), hearing.round());
    try {
      appending.stop(take(), new Draft.Own(incident));
    } catch (CloisterException e) {
      LOG.warn("The end of the job could not be recorded on its ledger: {}", e.describe());
    }
  }

  /** The newest head. */
  public Head head() {
    return appending.head();
  }

  @Override
  public void close() {
    appending.close();
  }
}
