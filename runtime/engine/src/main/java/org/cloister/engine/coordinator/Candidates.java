package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RoundInputs;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.ReceivedUpdate;
import org.cloister.spi.Command;
import org.cloister.spi.Event;

/** Makes candidates from what sites trained, and the next model from a candidate. */
final class Candidates {
  private final Job job;
  private final Commitments commitments;
  private final Consumer<Throwable> failure;

  Candidates(Job job, Commitments commitments, Consumer<Throwable> failure) {
    this.job = job;
    this.commitments = commitments;
    this.failure = failure;
  }

  /** Aggregates a training of this round. */
  void aggregate(Frame frame, String node, Command.Aggregate command, Consumer<Event> done) {
    int round = frame.run.round();
    Collected collected = training(frame, node, command.trainNode());
    Aggregation aggregation =
        new Aggregation(
            job.terms, job.assembly(), round, job.requireModel(), job.serverState, job.vectors);
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> aggregation.of(collected),
        candidate -> {
          job.candidate = Optional.of(candidate);
          job.effects.add(new Effect.Preserve(inputs(aggregation, command.trainNode(), collected)));
          job.enter(
              new Fact.Aggregated(
                  job.round,
                  command.trainNode(),
                  collected.answers(),
                  collected.agreed(),
                  candidate.weights(),
                  candidate.model().version()));
          done.accept(new Event.Aggregated(round, node, candidate.model().version()));
        },
        failure);
  }

  private static Collected training(Frame frame, String node, String trainNode) {
    return frame
        .training(trainNode)
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.WORKFLOW_INVALID,
                    "Agent "
                        + node
                        + " aggregates the training of "
                        + trainNode
                        + ", which did not run in this round; let it come after that agent."));
  }

  private RoundInputs inputs(Aggregation made, String step, Collected from) {
    Map<String, Long> asks = new HashMap<>();
    from.counted().forEach(counted -> asks.put(counted.site(), counted.ask()));
    List<RoundInputs.Used> used = new ArrayList<>();
    for (ReceivedUpdate update : from.updates()) {
      Long ask = asks.get(update.source());
      if (ask != null) { // on the grouped route the source is a group
        used.add(new RoundInputs.Used(new Fact.Answered(update.source(), ask), update.staleness()));
      }
    }
    return new RoundInputs(
        job.round,
        step,
        made.round(),
        made.assembly().pins(),
        Message.Broadcast.of(made.model()),
        made.state(),
        used,
        from.sessions());
  }

  /** Takes the candidate for the next model. */
  Model update(int round) {
    Aggregation.Candidate candidate =
        job.candidate.orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.WORKFLOW_INVALID,
                    "There is no candidate to take; an agent of type aggregate must come before."));
    job.candidate = Optional.empty();
    job.model(candidate.model());
    job.serverState = candidate.state();
    job.effects.add(new Effect.Publish(round, candidate.model()));
    commitments.taken(candidate.from());
    return candidate.model();
  }
}
