package org.cloister.engine.coordinator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Seeds;
import org.cloister.spi.Command;
import org.cloister.spi.Computation;
import org.cloister.spi.Progress;

/**
 * Work that needs no data: on the ablest node; when that one fails, on the next; last on the
 * coordinator itself.
 */
final class ComputeStep implements Step {
  private final Job job;
  private final Command.Compute command;
  private final int round;
  private final Consumer<Map<String, Double>> done;
  private final Consumer<Throwable> failed;
  private final long ask;
  private final Deque<String> nodes;
  private Optional<String> current = Optional.empty();
  private long timer;
  private long work;
  private boolean over;

  ComputeStep(
      Job job,
      Command.Compute command,
      int round,
      Consumer<Map<String, Double>> done,
      Consumer<Throwable> failed) {
    this.job = job;
    this.command = command;
    this.round = round;
    this.done = done;
    this.failed = failed;
    this.ask = job.effects.number();
    this.nodes = new ArrayDeque<>(Placement.ranked(job.sites.nodes()));
  }

  @Override
  public long ask() {
    return ask;
  }

  /** Asks the next node. */
  void next() {
    job.effects.clear(timer);
    current = Optional.ofNullable(nodes.poll());
    if (current.isEmpty()) {
      here();
      return;
    }
    String node = current.get();
    timer = job.effects.timer(command.deadline(), this::moveOn);
    job.model().ifPresent(model -> job.sites.bring(node, model));
    job.effects.send(
        node,
        new Message.Compute(
            ask,
            round,
            job.round,
            command.computation(),
            command.settings(),
            job.model().map(Model::version),
            job.assembly().pins(),
            command.deadline()));
  }

  private void moveOn() {
    current.ifPresent(node -> job.effects.send(node, new Message.Withdraw(ask)));
    current.ifPresent(job.sites::unsure);
    next();
  }

  private void here() {
    Computation computation = job.assembly().computations().get(command.computation());
    if (computation == null) {
      close();
      failed.accept(
          new CloisterException(
              ErrorCode.PLUGIN_NOT_FOUND,
              "The job has no computation " + command.computation() + "."));
      return;
    }
    long seed = Seeds.derive(job.terms.seed(), "compute", round, "", computation.id());
    Computation.Task task =
        new Computation.Task(job.model(), command.settings(), seed, Progress.none());
    work =
        job.effects.work(
            command.deadline(),
            () -> computation.compute(task),
            values -> {
              close();
              done.accept(values);
            },
            cause -> {
              close();
              failed.accept(
                  new CloisterException(
                      ErrorCode.NO_ABLE_NODE,
                      "The computation "
                          + computation.id()
                          + " failed on every node that was there, and on the coordinator.",
                      cause));
            });
  }

  @Override
  public void onMessage(String from, Message message) {
    if (over || !current.equals(Optional.of(from))) {
      return;
    }
    if (message instanceof Message.Computed computed) {
      close();
      done.accept(computed.values());
    } else if (message instanceof Message.Refused) {
      job.sites.unsure(from);
      next();
    }
  }

  @Override
  public void onLeft(String site) {
    if (!over && current.equals(Optional.of(site))) {
      next();
    } else {
      nodes.remove(site);
    }
  }

  @Override
  public void close() {
    over = true;
    job.effects.clear(timer);
    job.effects.cancel(work);
    job.steps.remove(ask);
  }
}
