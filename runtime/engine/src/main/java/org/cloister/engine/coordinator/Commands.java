package org.cloister.engine.coordinator;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.port.Assembly;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.Workflow;

/** Carries out the commands of agents. */
final class Commands implements Frame.Executor {
  private final Job job;
  private final Selection selection;
  private final SiteCommands sites;
  private final Candidates candidates;
  private final Consumer<Frame> beginChild;
  private final Consumer<Throwable> failure;

  Commands(
      Job job, Commitments commitments, Consumer<Frame> beginChild, Consumer<Throwable> failure) {
    this.job = job;
    this.selection = new Selection(job);
    this.sites = new SiteCommands(job, new Reporting(job, commitments, failure), failure);
    this.candidates = new Candidates(job, commitments, failure);
    this.beginChild = beginChild;
    this.failure = failure;
  }

  @Override
  public void execute(Frame frame, String node, Command command, Consumer<Event> done) {
    int round = frame.run.round();
    if (command instanceof Command.Select select) {
      done.accept(new Event.Selected(round, node, selection.of(round, select)));
    } else if (command instanceof Command.Initialise) {
      initialise(round, node, done);
    } else if (command instanceof Command.RunAtSites run) {
      sites.run(frame, node, run, done);
    } else if (command instanceof Command.Aggregate aggregate) {
      candidates.aggregate(frame, node, aggregate, done);
    } else if (command instanceof Command.Update) {
      done.accept(new Event.Updated(round, node, candidates.update(round).version()));
    } else if (command instanceof Command.Compute compute) {
      compute(frame, node, compute, done);
    } else if (command instanceof Command.RunChild child) {
      runChild(frame, node, child, done);
    } else if (command instanceof Command.Stop stop) {
      done.accept(new Event.Stopped(round, node, stop.reason()));
    }
  }

  private void initialise(int round, String node, Consumer<Event> done) {
    Assembly assembly = job.assembly();
    Preprocessing preprocessing = job.preprocessing();
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> FirstModel.of(job.terms, assembly, preprocessing, job.vectors),
        model -> {
          job.model(model);
          done.accept(new Event.Initialised(round, node, model.version()));
        },
        failure);
  }

  private void compute(Frame frame, String node, Command.Compute compute, Consumer<Event> done) {
    int round = frame.run.round();
    ComputeStep step =
        new ComputeStep(
            job,
            compute,
            round,
            values -> {
              values.forEach((name, value) -> frame.values.put(node + "." + name, value));
              done.accept(new Event.Computed(round, node, compute.computation(), values));
            },
            failure);
    job.steps.put(step.ask(), step);
    step.next();
  }

  private void runChild(Frame frame, String node, Command.RunChild command, Consumer<Event> done) {
    Workflow workflow = job.assembly().workflows().get(command.workflow());
    if (workflow == null) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND,
          "The workflow asks for the child workflow "
              + command.workflow()
              + ", which the job does not have; it has "
              + job.assembly().workflows().keySet()
              + ".");
    }
    int round = frame.run.round();
    WorkflowRun run = new WorkflowRun(workflow.plan(command.settings()), job.terms.facts());
    job.sites.here().forEach(site -> run.fold(new Event.Joined(0, site)));
    beginChild.accept(
        new Frame(
            run,
            Optional.of(frame),
            node,
            values -> {
              Map<String, Double> copy = new TreeMap<>(values);
              if (frame.parent.isEmpty() && PreparedWorkflow.isNode(node)) {
                job.prepared(copy); // part of the model, not one of the job's results
              } else {
                copy.forEach((name, value) -> frame.values.put(node + "." + name, value));
              }
              done.accept(new Event.ChildEnded(round, node, command.workflow(), copy));
            }));
  }
}
