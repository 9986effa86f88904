package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Protection;
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
  private final StartRule start;
  private final Optional<Resuming> resuming;
  private final Waves waves;
  private final Gathering gathering;
  private final Reception reception;
  private Optional<Frame> main = Optional.empty();
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
    this.waves = new Waves(job, assemblies, this::fail);
    this.gathering = new Gathering(job, start, this::complete, this::fail);
    this.reception = new Reception(job, gathering);
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
        reception.receive(received.from(), received.message());
      } else if (signal instanceof Signal.StopRequested stop) {
        finish(new JobOutcome.Failed(ErrorCode.INTERRUPTED, stop.reason(), completedRounds()));
      } else {
        job.effects.deliver(signal);
      }
      waves.run();
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
    gathering.begin(assembly);
  }

  /** The sites are there. */
  private void complete() {
    WorkflowRun run = resuming.map(Resuming::run).orElseGet(this::begun);
    Frame frame = new Frame(run, Optional.empty(), "", this::completed);
    main = Optional.of(frame);
    if (resuming.isPresent()) {
      grouped(() -> resume(frame, resuming.get()));
      return;
    }
    waves.open(0);
    grouped(() -> waves.begin(frame));
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
    reception.drawing(draw);
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
          waves.advance(frame);
        },
        this::fail);
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
    waves.stop();
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
