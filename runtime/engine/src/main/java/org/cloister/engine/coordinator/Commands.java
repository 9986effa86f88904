package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.Preprocessing;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Seeds;
import org.cloister.model.SummedUpdate;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.spi.Command;
import org.cloister.spi.DataQuery;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.ModelRef;
import org.cloister.spi.ParticipantSelector;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumQuery;
import org.cloister.spi.UpdateAggregator;
import org.cloister.spi.Workflow;

/** Carries out the commands of agents. */
final class Commands implements Frame.Executor {
  private final Job job;
  private final Consumer<Frame> beginChild;
  private final Consumer<Throwable> failure;

  Commands(Job job, Consumer<Frame> beginChild, Consumer<Throwable> failure) {
    this.job = job;
    this.beginChild = beginChild;
    this.failure = failure;
  }

  @Override
  public void execute(Frame frame, String node, Command command, Consumer<Event> done) {
    int round = frame.run.round();
    if (command instanceof Command.Select select) {
      done.accept(new Event.Selected(round, node, select(round, select)));
    } else if (command instanceof Command.Initialise) {
      initialise(round, node, done);
    } else if (command instanceof Command.RunAtSites run) {
      runAtSites(frame, node, run, done);
    } else if (command instanceof Command.Aggregate aggregate) {
      aggregate(frame, node, aggregate, done);
    } else if (command instanceof Command.Update) {
      done.accept(new Event.Updated(round, node, update(round).version()));
    } else if (command instanceof Command.Compute compute) {
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
    } else if (command instanceof Command.RunChild child) {
      runChild(frame, node, child, done);
    } else if (command instanceof Command.Stop stop) {
      done.accept(new Event.Stopped(round, node, stop.reason()));
    }
  }

  private List<String> select(int round, Command.Select command) {
    ParticipantSelector selector = job.assembly().selectors().get(command.selector());
    if (selector == null) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND,
          "The workflow asks for the selector "
              + command.selector()
              + ", which the job does not have; it has "
              + job.assembly().selectors().keySet()
              + ".");
    }
    CloisterException.require(
        !job.sites.nobodyHere(),
        ErrorCode.BELOW_QUORUM,
        "In round " + round + " no site is there.");
    long seed = Seeds.derive(job.terms.seed(), "select", round, "", selector.id());
    List<String> chosen = selector.select(round, job.sites.candidates(), command.settings(), seed);
    CloisterException.require(
        !chosen.isEmpty()
            && new HashSet<>(chosen).size() == chosen.size()
            && job.sites.here().containsAll(chosen),
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "Selector "
            + selector.id()
            + " must choose at least one of "
            + job.sites.here()
            + ", each once; it chose "
            + chosen
            + ".");
    return job.terms.roster().stream().filter(chosen::contains).toList();
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

  private void runAtSites(
      Frame frame, String node, Command.RunAtSites command, Consumer<Event> done) {
    SiteTask task = command.task();
    int round = frame.run.round();
    List<Part> parts;
    Optional<Model> model;
    if (task instanceof SiteTask.Query query) {
      parts = RoundParts.query(job.assembly(), query, job.terms.schema());
      model = job.resolve(query.model(), frame);
    } else {
      parts = RoundParts.training(job.terms, job.assembly(), job.layout());
      model = Optional.of(job.requireModel());
    }
    StepEnd end =
        new StepEnd() {
          @Override
          public void collected(List<String> reported, Absences absent, Collected collected) {
            collect(node, collected.answers(), absent, true);
            finish(frame, node, command.task(), reported, absent, collected, done);
          }

          @Override
          public void failed(Set<Fact.Answered> answers, Absences absent, String reason) {
            collect(node, answers, absent, false);
            if (withheld(task, absent.dropped())) {
              done.accept(
                  new Event.SitesReported(round, node, List.of(), absent.dropped(), Map.of()));
              return;
            }
            failure.accept(new CloisterException(ErrorCode.BELOW_QUORUM, reason));
          }
        };
    begin(command, node, round, parts, model, end);
  }

  /**
   * Metrics over other sites than before may tell of a single one, so sites keep them back then.
   * The job can go on without.
   */
  private boolean withheld(SiteTask task, Map<String, DropReason> dropped) {
    return task instanceof SiteTask.Query
        && !asksForData(task)
        && !(job.assembly().route() instanceof AggregationRoute.Open)
        && dropped.containsValue(DropReason.DECLINED);
  }

  private void collect(String node, Set<Fact.Answered> answers, Absences absent, boolean enough) {
    job.enter(
        new Fact.Collected(job.round, node, answers, absent.dropped(), absent.blamed(), enough));
  }

  private void begin(
      Command.RunAtSites command,
      String node,
      int round,
      List<Part> parts,
      Optional<Model> model,
      StepEnd end) {
    AggregationRoute route = job.assembly().route();
    boolean keepLate = command.task() instanceof SiteTask.Train train && train.keepLate();
    CloisterException.require(
        !keepLate
            || (route instanceof AggregationRoute.Open open
                && open.aggregator().role() instanceof UpdateAggregator rule
                && rule.acceptsStale()),
        ErrorCode.ROUTE_MISMATCH,
        "Late answers can be kept on the open route only, with an aggregator that takes stale"
            + " updates; aggregator "
            + route.aggregator().role().id()
            + " on this route does not.");
    CloisterException.require(
        !keepLate || RoundParts.linearCompressor(route).isEmpty(),
        ErrorCode.ROUTE_MISMATCH,
        "Late answers cannot be kept with a compressor that chooses by the round: an answer of an"
            + " earlier round would be expanded by this round's choice. Use a compressor that"
            + " chooses by the data, or none.");
    CloisterException.require(
        !(command.task() instanceof SiteTask.Query query
                && query.model() instanceof ModelRef.OfSite)
            || route instanceof AggregationRoute.Open,
        ErrorCode.ROUTE_MISMATCH,
        "The model of one site exists on the open route only.");
    if (route instanceof AggregationRoute.Open) {
      OpenStep step = new OpenStep(job, command, node, round, parts, model, end);
      job.steps.put(step.ask(), step);
      step.start();
      return;
    }
    SessionStep step = new SessionStep(job, command, node, round, parts, model, end);
    job.steps.put(step.ask(), step);
    if (route instanceof AggregationRoute.Grouped grouped) {
      // Groups are fixed for the job: with other groups each round, differences of sums would show
      // single sites.
      List<List<String>> groups = job.groups.orElseThrow().groups(grouped.groupSize());
      step.start(
          groups.stream()
              .map(group -> group.stream().filter(command.sites()::contains).toList())
              .filter(g -> !g.isEmpty())
              .toList());
    } else {
      step.start(List.of(command.sites()));
    }
  }

  private void finish(
      Frame frame,
      String node,
      SiteTask task,
      List<String> reported,
      Absences absent,
      Collected collected,
      Consumer<Event> done) {
    int round = frame.run.round();
    Consumer<Map<String, Double>> report =
        values -> {
          Map<String, Double> ofAll = new TreeMap<>(values);
          if (!asksForData(task)) { // there a column may be named "sites"
            ofAll.keySet().removeIf(SiteResults::ofSite);
          }
          // The plain names last: a name with its node in front may be another's plain name.
          ofAll.forEach((name, value) -> frame.values.put(node + "." + name, value));
          frame.values.putAll(ofAll);
          done.accept(
              new Event.SitesReported(
                  round, node, reported, absent.dropped(), absent.blamed(), values));
        };
    if (task instanceof SiteTask.Query asked) {
      SumQuery query = RoundParts.sumQuery(job.assembly(), asked.query());
      job.effects.work(
          Job.GUEST_LIMIT,
          () -> results(query, asked, collected),
          values -> {
            job.enter(
                new Fact.Evaluated(
                    job.round,
                    node,
                    Optional.of(collected.base()).filter(base -> !base.equals(job.termsDigest)),
                    collected.answers(),
                    collected.agreed(),
                    values));
            commit(collected);
            report.accept(values);
          },
          failure);
    } else {
      job.uncommitted.addAll(collected.counted());
      Collected before = frame.trainings.put(node, collected);
      if (before != null) {
        forget(List.of(before));
      }
      report.accept(loss(collected));
    }
  }

  private boolean asksForData(SiteTask task) {
    return task instanceof SiteTask.Query asked
        && RoundParts.sumQuery(job.assembly(), asked.query()) instanceof DataQuery;
  }

  private Map<String, Double> results(SumQuery query, SiteTask.Query asked, Collected collected) {
    Map<String, Double> results =
        new TreeMap<>(
            SiteResults.of(
                job.assembly(),
                query,
                asked.settings(),
                job.terms.schema(),
                collected,
                job.vectors));
    results.putAll(
        query.finish(
            collected.sum(collected.parts(), job.vectors), job.terms.schema(), asked.settings()));
    return results;
  }

  private Map<String, Double> loss(Collected collected) {
    List<Part> lossOnly =
        collected.parts().stream().filter(part -> part.name().equals(Part.TRAINING_LOSS)).toList();
    SummedUpdate sum = collected.sum(lossOnly, job.vectors);
    return sum.weightSum() > 0 && !lossOnly.isEmpty()
        ? Map.of("loss", sum.meanScalar(Part.TRAINING_LOSS))
        : Map.of();
  }

  private void aggregate(
      Frame frame, String node, Command.Aggregate command, Consumer<Event> done) {
    int round = frame.run.round();
    Collected collected =
        frame
            .training(command.trainNode())
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.WORKFLOW_INVALID,
                        "Agent "
                            + node
                            + " aggregates the training of "
                            + command.trainNode()
                            + ", which did not run in this round; let it come after that agent."));
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

  private Model update(int round) {
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
    candidate.from().counted().stream()
        .filter(job.uncommitted::contains) // a site that started anew has nothing to commit
        .forEach(counted -> job.committed.put(counted.site(), counted.ask()));
    commit(candidate.from());
    return candidate.model();
  }

  /** Lets sites drop what they keep for trainings that no update took and none can take now. */
  void forget(Collection<Collected> trainings) {
    Set<Collected.Counted> unused = new HashSet<>();
    trainings.forEach(training -> unused.addAll(training.counted()));
    job.candidate.ifPresent(candidate -> unused.removeAll(candidate.from().counted()));
    unused.retainAll(job.uncommitted);
    job.uncommitted.removeAll(unused);
    unused.stream()
        .sorted(
            Comparator.comparingLong(Collected.Counted::ask).thenComparing(Collected.Counted::site))
        .forEach(counted -> job.effects.send(counted.site(), new Message.Withdraw(counted.ask())));
  }

  private void commit(Collected collected) {
    job.uncommitted.removeAll(collected.counted());
    new java.util.TreeSet<>(collected.counted().stream().map(Collected.Counted::site).toList())
        .forEach(
            site ->
                collected.counted().stream()
                    .filter(counted -> counted.site().equals(site))
                    .forEach(counted -> job.effects.send(site, new Message.Commit(counted.ask()))));
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
