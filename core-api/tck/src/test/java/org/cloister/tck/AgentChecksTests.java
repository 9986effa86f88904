package org.cloister.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.AgentType;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.SiteTask;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowAgent;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;
import org.junit.jupiter.api.Test;

final class AgentChecksTests {

  /** Trains at all sites that are there. */
  private static class Good implements WorkflowAgent<List<String>> {
    int calls;

    @Override
    public List<String> initial(JobFacts job) {
      return new ArrayList<>();
    }

    @Override
    public List<String> on(List<String> state, Event event) {
      List<String> next = new ArrayList<>(state);
      fold(next, event);
      return next;
    }

    static void fold(List<String> sites, Event event) {
      if (event instanceof Event.Joined joined) {
        sites.add(joined.site());
      } else if (event instanceof Event.Left left) {
        sites.remove(left.site());
      }
    }

    @Override
    public List<Command> decide(List<String> state) {
      calls++;
      return List.of(
          new Command.RunAtSites(SiteTask.Train.steps(steps()), state, 1, Duration.ofMinutes(1)));
    }

    long steps() {
      return 5;
    }
  }

  private static class Type implements AgentType {
    private final WorkflowAgent<?> agent;

    Type(WorkflowAgent<?> agent) {
      this.agent = agent;
    }

    @Override
    public String id() {
      return "sample";
    }

    @Override
    public WorkflowAgent<?> create(Settings settings) {
      settings.requireOnly();
      return agent;
    }
  }

  @Test
  void check_ofBrokenAgents_findsExactlyTheirRules() {
    new Twins<AgentType>(role -> AgentChecks.run(role, Settings.none()))
        .broken(
            "create_answers",
            new Type(new Good()) {
              @Override
              public WorkflowAgent<?> create(Settings settings) {
                throw new IllegalStateException("no");
              }
            })
        .broken(
            "create_refusesUnknownSettings",
            new Type(new Good()) {
              @Override
              public WorkflowAgent<?> create(Settings settings) {
                return super.create(Settings.none());
              }
            })
        .broken(
            "agent_runs",
            new Type(
                new Good() {
                  @Override
                  public List<String> initial(JobFacts job) {
                    throw new IllegalStateException("no");
                  }
                }))
        .broken(
            "on_toleratesEveryEvent",
            new Type(
                new Good() {
                  @Override
                  public List<String> on(List<String> state, Event event) {
                    if (event instanceof Event.Computed) {
                      throw new IllegalStateException("not mine");
                    }
                    return super.on(state, event);
                  }
                }))
        .broken(
            "decide_refusesWithASentence",
            new Type(
                new Good() {
                  @Override
                  public List<Command> decide(List<String> state) {
                    throw new IllegalStateException("no");
                  }
                }))
        .broken(
            "decide_changesNothing",
            new Type(
                new Good() {
                  @Override
                  long steps() {
                    return calls;
                  }
                }))
        .broken(
            "on_leavesTheOldStateAlone",
            new Type(
                new Good() {
                  @Override
                  public List<String> on(List<String> state, Event event) {
                    fold(state, event);
                    return state;
                  }
                }))
        .broken(
            "replay_givesTheSameCommands",
            new Type(
                new Good() {
                  private int jobs;

                  @Override
                  public List<String> initial(JobFacts job) {
                    jobs++;
                    return super.initial(job);
                  }

                  @Override
                  long steps() {
                    return jobs;
                  }
                }))
        .verify(new Type(new Good()));
  }

  private static class Flow implements Workflow {
    int plans;

    @Override
    public String id() {
      return "sample";
    }

    @Override
    public WorkflowPlan plan(Settings settings) {
      settings.requireOnly();
      plans++;
      return WorkflowPlan.builder().addAgent(name(), WorkflowNode.Phase.ROUND, new Good()).build();
    }

    String name() {
      return "train";
    }
  }

  @Test
  void check_ofBrokenWorkflows_findsExactlyTheirRules() {
    new Twins<Workflow>(role -> WorkflowChecks.run(role, Settings.none()))
        .elsewhere(
            "agent_runs",
            "on_toleratesEveryEvent",
            "decide_refusesWithASentence",
            "decide_changesNothing",
            "on_leavesTheOldStateAlone",
            "replay_givesTheSameCommands")
        .broken(
            "plan_isStable",
            new Flow() {
              @Override
              String name() {
                return "train-" + plans;
              }
            })
        .broken(
            "plan_refusesUnknownSettings",
            new Flow() {
              @Override
              public WorkflowPlan plan(Settings settings) {
                return super.plan(Settings.none());
              }
            })
        .verify(new Flow());
  }
}
