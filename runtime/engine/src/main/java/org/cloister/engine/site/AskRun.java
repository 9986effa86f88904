package org.cloister.engine.site;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Message;
import org.cloister.engine.round.RoundParts;
import org.cloister.engine.round.SeededRounding;
import org.cloister.engine.round.SessionPlans;
import org.cloister.engine.round.SessionQueue;
import org.cloister.model.Digest;
import org.cloister.model.IntVector;
import org.cloister.model.Part;
import org.cloister.model.Seeds;
import org.cloister.port.AggregationRoute;
import org.cloister.port.SumNoise;
import org.cloister.spi.Progress;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.ParticipantSession;
import org.cloister.spi.protection.Session;
import org.cloister.spi.protection.SessionHost;
import org.cloister.spi.protection.SessionMessage;

/** One ask at one site: the work, and on a route with sessions the site's session around it. */
final class AskRun {
  private final EffectQueue effects;
  private final SiteWork work;
  private final GivenSums given;
  private final Message.Ask ask;
  private final Machinery machine;
  private final BiConsumer<AskRun, Worked> answered;
  private final BiConsumer<AskRun, Throwable> failed;
  private final BiConsumer<AskRun, SessionMessage> out;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private Optional<SessionQueue<ParticipantSession>> session = Optional.empty();
  private Optional<SessionPlans> plans = Optional.empty();
  private long workNumber;
  private long started;
  private double seconds = 1;

  AskRun(
      EffectQueue effects,
      SiteWork work,
      GivenSums given,
      Message.Ask ask,
      Machinery machine,
      BiConsumer<AskRun, Worked> answered,
      BiConsumer<AskRun, Throwable> failed,
      BiConsumer<AskRun, SessionMessage> out) {
    this.effects = effects;
    this.work = work;
    this.given = given;
    this.ask = ask;
    this.machine = machine;
    this.answered = answered;
    this.failed = failed;
    this.out = out;
  }

  long ask() {
    return ask.ask();
  }

  /** The round of the job that it belongs to. */
  int jobRound() {
    return ask.jobRound();
  }

  /** Whether it is answered without a session. */
  boolean open() {
    return ask.session().isEmpty();
  }

  /** Whether the site remembers something of it once it is counted. */
  boolean trains() {
    return ask.task() instanceof SiteTask.Train;
  }

  /** How long the work took; more than 0. */
  double seconds() {
    return seconds;
  }

  void begin() {
    if (!open()) {
      beginSession();
    }
    started = machine.nanoTime();
    workNumber =
        effects.work(
            ask.deadline(),
            this::worked,
            worked -> {
              seconds = Math.max(1e-9, (machine.nanoTime() - started) * 1e-9);
              answered.accept(this, worked);
              session.ifPresent(queue -> queue.submit(open -> open.contribute(residues(worked))));
            },
            this::fail);
  }

  private Worked worked() throws InterruptedException {
    if (ask.task() instanceof SiteTask.Query query) {
      return Querying.answer(work, query);
    }
    return Training.train(work, ask, (SiteTask.Train) ask.task(), progress());
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void report(long step, double loss) {}

      @Override
      public boolean cancelled() {
        return cancelled.get() || Thread.currentThread().isInterrupted();
      }
    };
  }

  private void beginSession() {
    List<Part> parts =
        ask.task() instanceof SiteTask.Query query
            ? RoundParts.query(work.assembly(), query, work.terms().schema())
            : RoundParts.training(work.terms(), work.assembly(), work.layout());
    SessionPlans agreed =
        SessionPlans.of(work.assembly().route(), work.terms().digest(), ask, parts);
    plans = Optional.of(agreed);
    String self = work.binding().site();
    SessionQueue<ParticipantSession> queue =
        new SessionQueue<>(
            effects,
            ask.deadline(),
            Optional.empty(), // it ends with the coordinator's
            () ->
                agreed
                    .protocol()
                    .role()
                    .participant(agreed.session(), self, host(agreed.session().context(), self)),
            message -> out.accept(this, message),
            Session::close,
            this::fail);
    session = Optional.of(queue);
    queue.submit(ParticipantSession::start);
  }

  private SessionHost host(Digest context, String self) {
    SessionHost host = work.protection().session(context, ask.jobRound(), self);
    return new GuardedHost(host, given, work.quantities(ask.task()));
  }

  private IntVector residues(Worked worked) {
    SessionPlans agreed = plans.orElseThrow();
    // Not by the number of the ask: numbers depend on the order in which answers arrive.
    long seed =
        Seeds.derive(
            work.terms().seed(), "rounding", ask.round(), work.binding().site(), ask.node());
    IntVector residues =
        agreed
            .quantizer()
            .role()
            .quantize(worked.contribution(), agreed.quantization(), new SeededRounding(seed));
    if (ask.task() instanceof SiteTask.Train
        && work.assembly().route() instanceof AggregationRoute.Secure secure
        && secure.noise().isPresent()
        && secure.noise().get() instanceof SumNoise.AtSites sites) {
      return sites
          .mechanism()
          .role()
          .perturb(
              residues,
              agreed.quantization(),
              agreed.session().threshold(),
              sites.mechanism().settings(),
              work.protection().random());
    }
    return residues;
  }

  void session(SessionMessage message) {
    session.ifPresent(queue -> queue.submit(message.peer(), open -> open.on(message)));
  }

  private void fail(Throwable cause) {
    close();
    failed.accept(this, cause);
  }

  void close() {
    cancelled.set(true);
    effects.cancel(workNumber);
    session.ifPresent(SessionQueue::close);
  }
}
