package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cloister.engine.Fact;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.port.AggregationRoute;
import org.cloister.spi.Command;
import org.cloister.spi.DropReason;
import org.cloister.spi.Event;
import org.cloister.spi.SiteTask;

/** Has sites work on the job's route, and says what came of it. */
final class SiteCommands {
  private final Job job;
  private final Reporting reporting;
  private final Consumer<Throwable> failure;

  SiteCommands(Job job, Reporting reporting, Consumer<Throwable> failure) {
    this.job = job;
    this.reporting = reporting;
    this.failure = failure;
  }

  void run(Frame frame, String node, Command.RunAtSites command, Consumer<Event> done) {
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
            enter(node, collected.answers(), absent, true);
            finish(frame, node, task, reported, absent, collected, done);
          }

          @Override
          public void failed(Set<Fact.Answered> answers, Absences absent, String reason) {
            enter(node, answers, absent, false);
            if (withheld(task, absent.dropped())) {
              done.accept(
                  new Event.SitesReported(round, node, List.of(), absent.dropped(), Map.of()));
              return;
            }
            failure.accept(new CloisterException(ErrorCode.BELOW_QUORUM, reason));
          }
        };
    RouteCheck.require(job.assembly().route(), command);
    begin(new StepPlan(command, node, round, parts, model), end);
  }

  private void begin(StepPlan plan, StepEnd end) {
    AggregationRoute route = job.assembly().route();
    if (route instanceof AggregationRoute.Open) {
      OpenStep step = new OpenStep(job, plan, end);
      job.steps.put(step.ask(), step);
      step.start();
      return;
    }
    SessionStep step = new SessionStep(job, plan, end);
    job.steps.put(step.ask(), step);
    step.start(sessions(route, plan.command().sites()));
  }

  /** Who shares a session with whom. */
  private List<List<String>> sessions(AggregationRoute route, List<String> sites) {
    if (!(route instanceof AggregationRoute.Grouped grouped)) {
      return List.of(sites);
    }
    // Groups are fixed for the job: with other groups each round, differences of sums would show
    // single sites.
    return job.groups.orElseThrow().groups(grouped.groupSize()).stream()
        .map(group -> group.stream().filter(sites::contains).toList())
        .filter(group -> !group.isEmpty())
        .toList();
  }

  private void enter(String node, Set<Fact.Answered> answers, Absences absent, boolean enough) {
    job.enter(
        new Fact.Collected(job.round, node, answers, absent.dropped(), absent.blamed(), enough));
  }

  /**
   * Metrics over other sites than before may tell of a single one, so sites keep them back then.
   * The job can go on without.
   */
  private boolean withheld(SiteTask task, Map<String, DropReason> dropped) {
    return task instanceof SiteTask.Query
        && !reporting.asksForData(task)
        && !(job.assembly().route() instanceof AggregationRoute.Open)
        && dropped.containsValue(DropReason.DECLINED);
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
          reporting.show(frame, node, task, values);
          done.accept(
              new Event.SitesReported(
                  round, node, reported, absent.dropped(), absent.blamed(), values));
        };
    if (task instanceof SiteTask.Query asked) {
      reporting.query(node, asked, collected, report);
    } else {
      reporting.training(frame, node, collected, report);
    }
  }
}
