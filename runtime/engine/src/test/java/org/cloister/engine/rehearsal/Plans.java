package org.cloister.engine.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cloister.model.Settings;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.ModelRef;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowAgent;
import org.cloister.spi.WorkflowNode.Phase;
import org.cloister.spi.WorkflowPlan;

/** Small agents and workflows for rehearsals. */
final class Plans {
  private Plans() {}

  /** What rehearsal agents remember: everything. */
  record Seen(JobFacts job, List<Event> events) {
    int round() {
      return events.stream()
          .filter(Event.RoundStarted.class::isInstance)
          .mapToInt(Event::round)
          .max()
          .orElse(0);
    }

    double value(String node, String name) {
      double last = Double.NaN;
      for (Event event : events) {
        if (event instanceof Event.SitesReported reported
            && reported.node().equals(node)
            && reported.values().containsKey(name)) {
          last = reported.values().get(name);
        } else if (event instanceof Event.ChildEnded child
            && child.node().equals(node)
            && child.values().containsKey(name)) {
          last = child.values().get(name);
        }
      }
      return last;
    }
  }

  /** An agent that decides by all it has seen. */
  static WorkflowAgent<Seen> agent(Function<Seen, List<Command>> rule) {
    return new WorkflowAgent<>() {
      @Override
      public Seen initial(JobFacts job) {
        return new Seen(job, List.of());
      }

      @Override
      public Seen on(Seen state, Event event) {
        List<Event> events = new ArrayList<>(state.events());
        events.add(event);
        return new Seen(state.job(), List.copyOf(events));
      }

      @Override
      public List<Command> decide(Seen state) {
        return rule.apply(state);
      }
    };
  }

  static Command train(List<String> sites, SiteTask.Train task, int quorum) {
    return new Command.RunAtSites(task, sites, quorum, Duration.ofSeconds(100));
  }

  static Command query(List<String> sites, String query, ModelRef model) {
    return new Command.RunAtSites(
        new SiteTask.Query(query, Settings.none(), SiteTask.Rows.TRAIN, model),
        sites,
        1,
        Duration.ofSeconds(100));
  }

  /** At the end asks one site for {@link MeanLoss}; its value is {@code node.loss}. */
  static WorkflowPlan.Builder judge(
      WorkflowPlan.Builder plan, String node, String site, SiteTask.Rows rows, ModelRef model) {
    return plan.addAgent(
        node,
        Phase.END,
        agent(
            seen ->
                List.of(
                    new Command.RunAtSites(
                        new SiteTask.Query("mean-loss", Settings.none(), rows, model),
                        List.of(site),
                        1,
                        Duration.ofSeconds(100)))));
  }

  /** Federated averaging with that many rounds and local steps. */
  static WorkflowPlan rounds(int rounds, long steps) {
    return builder(rounds, SiteTask.Train.steps(steps), 1).build();
  }

  static WorkflowPlan.Builder builder(int rounds, SiteTask.Train task, int quorum) {
    return WorkflowPlan.builder()
        .addAgent("init", Phase.START, agent(seen -> List.of(new Command.Initialise())))
        .addAgent(
            "train", Phase.ROUND, agent(seen -> List.of(train(seen.job().roster(), task, quorum))))
        .addAgent("aggregate", Phase.ROUND, agent(seen -> List.of(new Command.Aggregate("train"))))
        .addAgent("update", Phase.ROUND, agent(seen -> List.of(new Command.Update())))
        .addAgent(
            "stop",
            Phase.ROUND,
            agent(seen -> seen.round() >= rounds ? List.of(new Command.Stop("rounds")) : List.of()))
        .addDependency("aggregate", "train")
        .addDependency("update", "aggregate")
        .addDependency("stop", "update");
  }
}
