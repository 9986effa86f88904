package org.cloister.engine.coordinator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.engine.Checkpoint;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.port.Assemblies;
import org.cloister.spi.Event;
import org.cloister.spi.WorkflowNode;

/** Lets the agents of running workflows decide, wave by wave and round by round. */
final class Waves {
  private final Job job;
  private final Assemblies assemblies;
  private final Commitments commitments;
  private final Commands commands;
  private final Deque<Frame> ready = new ArrayDeque<>();
  private boolean over;

  Waves(Job job, Assemblies assemblies, Consumer<Throwable> failure) {
    this.job = job;
    this.assemblies = assemblies;
    this.commitments = new Commitments(job);
    this.commands = new Commands(job, commitments, ready::add, failure);
  }

  /** Begins with the job's own workflow. */
  void begin(Frame frame) {
    flushNews(frame);
    tell(frame, new Event.RoundStarted(0, job.assembly().pins()));
    ready.add(frame);
  }

  /** Carries out the waves that are ready. */
  void run() {
    while (!ready.isEmpty() && !over) {
      wave(ready.remove());
    }
  }

  /** No wave any more. */
  void stop() {
    over = true;
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

  /** Goes on with the next round or phase of a workflow, or ends it. */
  void advance(Frame frame) {
    if (!frame.run.advance()) {
      commitments.forget(frame.trainings.values());
      frame.ended.accept(frame.values);
      return;
    }
    if (frame.run.phase() == WorkflowNode.Phase.ROUND) {
      frame.wasActive();
      commitments.forget(frame.trainings.values());
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
  void open(int round) {
    job.round = round;
    job.enter(
        new Fact.Opened(
            round, job.model().map(Model::version), job.terms.roster(), job.assembly().pins()));
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
}
