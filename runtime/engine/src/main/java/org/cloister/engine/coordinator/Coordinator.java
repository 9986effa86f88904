package org.cloister.engine.coordinator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Resumption;
import org.cloister.engine.Signal;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Protection;
import org.cloister.spi.Event;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/**
 * Runs one job: waits for its sites, lets the agents of its workflow decide, carries out what they
 * want, records what came of it. See the life of a round in ARCHITECTURE.md.
 */
public final class Coordinator implements Machine {
  /** More numbers than any attempt gives. */
  private static final int ATTEMPT_BITS = 40;

  private final JobTerms terms;
  private final WorkflowPlan workflow;
  private final Assemblies assemblies;
  private final Job job;
  private final Commands commands;
  private final StartRule start;
  private final Optional<Resuming> resuming;
  private final Deque<Frame> ready = new ArrayDeque<>();
  private Optional<Frame> main = Optional.empty();
  private Optional<GroupDrawing> drawing = Optional.empty();
  private long joinTimer;
  private boolean checked;
  private boolean waitOver;
  private boolean over;

  /**
   * A coordinator.
   *
   * @param terms of the job
   * @param workflow its agents
   * @param assemblies its plugins
   * @param protection this party's randomness and keys
   * @param vectors where large values live
   * @param start when it begins
   */
  public Coordinator(
      JobTerms terms,
      WorkflowPlan workflow,
      Assemblies assemblies,
      Protection protection,
      Vectors vectors,
      StartRule start) {
    this(terms, workflow, assemblies, protection, vectors, start, Optional.empty(), 0);
  }

  /**
   * A coordinator that may go on with a job. What was under way when the job was left is asked
   * again; late answers that nobody took are lost. No event of the past is appended again.
   *
   * @param resumption what to go on from; empty to begin
   * @param attempt how often this job was taken up before, from 0. No ask of one attempt has a
   *     number of another one: a site that answered for a session answers for none that is bound to
   *     the same ask
   */
  public Coordinator(
      JobTerms terms,
      WorkflowPlan workflow,
      Assemblies assemblies,
      Protection protection,
      Vectors vectors,
      StartRule start,
      Optional<Resumption> resumption,
      int attempt) {
    this.terms = terms;
    this.resuming = resumption.map(from -> new Resuming(terms, workflow, from));
    this.start = start;
    this.workflow = workflow;
    this.assemblies = assemblies;
    this.job = new Job(terms, vectors, protection);
    job.effects.skip((long) attempt << ATTEMPT_BITS);
    this.commands = new Commands(job, ready::add, this::fail);
  }

  @Override
  public List<Effect> on(Signal signal) {
    if (over) {
      return afterTheEnd(signal);
    }
    try {
      if (signal instanceof Signal.Begin) {
        begin();
      } else if (signal instanceof Signal.Received received) {
        receive(received.from(), received.message());
      } else if (signal instanceof Signal.StopRequested stop) {
        finish(new JobOutcome.Failed(ErrorCode.INTERRUPTED, stop.reason(), completedRounds()));
      } else {
        job.effects.deliver(signal);
      }
      while (!ready.isEmpty() && !over) {
        wave(ready.remove());
      }
    } catch (RuntimeException e) {
      fail(e);
    }
    return job.effects.drain();
  }

  /** Who comes too late is told so. */
  private List<Effect> afterTheEnd(Signal signal) {
    return signal instanceof Signal.Received received
            && received.message() instanceof Message.Join
            && terms.roster().contains(received.from())
        ? List.of(new Effect.Send(received.from(), new Message.End()))
        : List.of();
  }

  private void begin() {
    Assembly assembly = assemblies.open();
    job.assembly(assembly);
    resuming.ifPresent(past -> past.from().requirePlugins(assembly.pins()));
    joinTimer = job.effects.timer(start.patience(), this::joinWaitOver);
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> {
          AssemblyCheck.check(terms, assembly);
          return true;
        },
        fine -> {
          checked = true;
          startIfComplete();
        },
        this::fail);
  }

  private void joinWaitOver() {
    waitOver = true;
    startIfComplete();
  }

  private void failWithout(List<String> missing) {
    fail(
        new CloisterException(
            ErrorCode.BELOW_QUORUM,
            "The job did not begin: "
                + missing
                + " of the sites "
                + terms.roster()
                + " did not join within "
                + start.patience().toSeconds()
                + " s or declined; start them, or look into their logs."));
  }

  private void startIfComplete() {
    boolean complete = job.sites.allAnswered() || waitOver;
    if (checked && complete && main.isEmpty()) {
      List<String> here = job.sites.here();
      if (here.isEmpty() || (start.everySite() && here.size() < terms.roster().size())) {
        failWithout(terms.roster().stream().filter(site -> !here.contains(site)).toList());
        return;
      }
      job.effects.clear(joinTimer);
      WorkflowRun run = resuming.map(Resuming::run).orElseGet(this::begun);
      Frame frame = new Frame(run, Optional.empty(), "", this::completed);
      main = Optional.of(frame);
      if (resuming.isPresent()) {
        grouped(() -> resume(frame, resuming.get()));
        return;
      }
      open(0);
      grouped(
          () -> {
            flushNews(frame);
            tell(frame, new Event.RoundStarted(0, job.assembly().pins()));
            ready.add(frame);
          });
    }
  }

  /** Goes on once the sites have their groups, where the route has some. */
  private void grouped(Runnable then) {
    if (!(job.assembly().route() instanceof AggregationRoute.Grouped)) {
      then.run();
      return;
    }
    GroupDrawing draw =
        new GroupDrawing(
            job,
            start.everySite(),
            groups -> {
              job.groups = Optional.of(groups);
              then.run();
            },
            this::fail);
    drawing = Optional.of(draw);
    draw.begin(resuming.isPresent());
  }

  private WorkflowRun begun() {
    return new WorkflowRun(PreparedWorkflow.of(workflow, terms), terms.facts());
  }

  private void resume(Frame frame, Resuming past) {
    Assembly assembly = job.assembly();
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> past.model(assembly),
        model -> {
          Resumption from = past.from();
          job.restore(from, model);
          frame.values.putAll(from.checkpoint().values());
          // It may have been left after a later model was published and before that was saved.
          from.published()
              .ifPresent(round -> job.effects.add(new Effect.Publish(round, job.requireModel())));
          advance(frame);
        },
        this::fail);
  }

  private void receive(String from, Message message) {
    if (!terms.roster().contains(from)) {
      return;
    }
    if (message instanceof Message.Join join) {
      List<String> differing = terms.differing(join.terms());
      if (differing.isEmpty()) {
        if (job.sites.here(from)) { // it started anew, and does not know what it was asked
          List.copyOf(job.steps.values()).forEach(step -> step.onLeft(from));
          drawing.ifPresent(draw -> draw.onLeft(from));
        }
        LateAnswers.forget(job, from);
        job.forget(from);
        job.sites.join(from, join.resources());
        drawing.ifPresent(draw -> draw.onJoined(from));
        startIfComplete();
      } else {
        job.effects.send(from, new Message.NotJoined(differing));
        left(from);
      }
    } else if (message instanceof Message.Leave) {
      left(from);
    } else if (job.sites.here(from)) {
      deliver(from, message);
    }
  }

  private void left(String from) {
    if (main.isPresent() && job.sites.here(from)) {
      job.enter(new Fact.Left(job.round, from));
    }
    job.sites.leave(from);
    startIfComplete();
    List.copyOf(job.steps.values()).forEach(step -> step.onLeft(from));
    drawing.ifPresent(draw -> draw.onLeft(from));
    LateAnswers.forget(job, from);
    job.forget(from);
  }

  private void deliver(String from, Message message) {
    long ask;
    if (message instanceof Message.Answer answer) {
      ask = answer.ask();
      job.sites.reported(from, answer.resources());
    } else if (message instanceof Message.Refused refused) {
      ask = refused.ask();
      job.sites.reported(from, refused.resources());
    } else if (message instanceof Message.Computed computed) {
      ask = computed.ask();
      job.sites.reported(from, computed.resources());
    } else if (message instanceof Message.SessionStep step) {
      ask = step.ask();
    } else if (message instanceof Message.OfDraw said) {
      drawing.ifPresent(draw -> draw.onMessage(from, said));
      return;
    } else {
      return;
    }
    Step step = job.steps.get(ask);
    if (step != null) {
      step.onMessage(from, message);
    } else if (Long.valueOf(ask).equals(job.late.get(from))) {
      LateAnswers.waiting(job, from)
          .ifPresentOrElse(
              waiting -> waiting.onMessage(from, message),
              () -> LateAnswers.receive(job, from, message));
    }
  }

  private void wave(Frame frame) {
    flushNews(frame);
    List<WorkflowRun.Turn> wave = frame.run.nextWave();
    if (wave.isEmpty()) {
      phaseEnded(frame);
      return;
    }
    frame.carryOut(
        wave,
        commands,
        () -> {
          if (!over) {
            frame.completeWave().forEach(event -> tell(frame, event));
            ready.add(frame);
          }
        });
  }

  private void phaseEnded(Frame frame) {
    boolean idleRound = frame.run.phase() == WorkflowNode.Phase.ROUND && !frame.wasActive();
    CloisterException.require(
        !idleRound || frame.run.stopReason().isPresent(),
        ErrorCode.WORKFLOW_INVALID,
        "In round "
            + frame.run.round()
            + " no agent did anything, so the rounds would never end; add an agent that stops"
            + " them.");
    advance(frame);
  }

  private void advance(Frame frame) {
    if (!frame.run.advance()) {
      commands.forget(frame.trainings.values());
      frame.ended.accept(frame.values);
      return;
    }
    if (frame.run.phase() == WorkflowNode.Phase.ROUND) {
      frame.wasActive();
      commands.forget(frame.trainings.values());
      frame.trainings.clear();
      if (frame.parent.isEmpty()) {
        Optional<Checkpoint> state = job.checkpoint(frame);
        try {
          job.assembly(assemblies.open());
          // With the opening all that came before it is on the ledger, in one append.
          open(frame.run.round());
        } finally {
          state.ifPresent(kept -> job.effects.add(new Effect.Save(kept)));
        }
      }
      tell(frame, new Event.RoundStarted(frame.run.round(), job.assembly().pins()));
    }
    ready.add(frame);
  }

  /** From here on all is of this round of the job. */
  private void open(int round) {
    job.round = round;
    job.enter(
        new Fact.Opened(
            round, job.model().map(Model::version), terms.roster(), job.assembly().pins()));
  }

  private void flushNews(Frame frame) {
    if (frame.parent.isEmpty()) { // a child's agents learn who is there when it begins
      job.sites.news(frame.run.round()).forEach(event -> tell(frame, event));
    }
  }

  /** Records an event and lets the agents of its workflow see it. */
  private void tell(Frame frame, Event event) {
    job.effects.add(new Effect.Append(frame.recorded(event)));
    job.events++;
    frame.run.fold(event);
  }

  private int completedRounds() {
    return main.map(
            frame ->
                frame.run.phase() == WorkflowNode.Phase.END
                    ? frame.run.round()
                    : Math.max(0, frame.run.round() - 1))
        .orElse(0);
  }

  private void completed(Map<String, Double> values) {
    WorkflowRun run = main.orElseThrow().run;
    finish(
        new JobOutcome.Completed(
            run.stopReason().orElse("the workflow is done"),
            run.round(),
            job.model(),
            Map.copyOf(values)));
  }

  private void fail(Throwable cause) {
    if (cause instanceof CloisterException known) {
      finish(
          new JobOutcome.Failed(
              known.code(), String.valueOf(known.getMessage()), completedRounds()));
    } else {
      finish(
          new JobOutcome.Failed(
              ErrorCode.PLUGIN_FAILED,
              "A plugin of the job failed at the coordinator with "
                  + cause.getClass().getName()
                  + "; see the log.",
              completedRounds()));
    }
  }

  private void finish(JobOutcome outcome) {
    if (over) {
      return;
    }
    over = true;
    List.copyOf(job.steps.values()).forEach(Step::close);
    job.effects.cancelAll();
    if (main.isPresent()) {
      job.enter(new Fact.Ended(job.round, outcome));
    }
    // Those as well that are not here yet: they would wait for an ask that never comes.
    job.sites.notGone().forEach(site -> job.effects.send(site, new Message.End()));
    job.release();
    job.effects.add(new Effect.Finished(outcome));
  }
}
