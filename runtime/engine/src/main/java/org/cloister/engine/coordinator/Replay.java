package org.cloister.engine.coordinator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.cloister.engine.JobTerms;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Command;
import org.cloister.spi.Event;
import org.cloister.spi.JobFacts;
import org.cloister.spi.SiteTask;
import org.cloister.spi.WorkflowNode;
import org.cloister.spi.WorkflowPlan;

/**
 * Folds a recorded history through a workflow again and checks that its agents decide what was
 * recorded.
 */
public final class Replay {
  private Replay() {}

  /**
   * Replays the history of a job, whole or cut off anywhere.
   *
   * @param plan the job's own, without the node that may prepare its data
   * @return the decisions, one line each: {@code round node command}
   * @throws CloisterException {@link ErrorCode#HISTORY_DIVERGED} with the first decision that does
   *     not match
   */
  public static List<String> decisions(WorkflowPlan plan, JobTerms terms, List<Event> history) {
    return decisions(PreparedWorkflow.of(plan, terms), terms.facts(), history);
  }

  /**
   * Replays a history of exactly this plan, whole or cut off anywhere.
   *
   * @return the decisions, one line each: {@code round node command}
   * @throws CloisterException {@link ErrorCode#HISTORY_DIVERGED} with the first decision that does
   *     not match
   */
  public static List<String> decisions(WorkflowPlan plan, JobFacts facts, List<Event> history) {
    return of(plan, facts, history).decisions();
  }

  /**
   * What a history leads to.
   *
   * @param decisions as {@link #decisions}
   * @param run the workflow after the last event
   * @param phaseOver whether the history ends where a phase does: no node is due
   */
  record Replayed(List<String> decisions, WorkflowRun run, boolean phaseOver) {}

  static Replayed of(WorkflowPlan plan, JobFacts facts, List<Event> history) {
    WorkflowRun run = new WorkflowRun(plan, facts);
    Deque<Event> events = new ArrayDeque<>(history);
    List<String> decisions = new ArrayList<>();
    foldNews(run, events);
    foldRoundStart(run, events);
    do {
      int before = events.size();
      foldNews(run, events);
      List<WorkflowRun.Turn> wave = run.nextWave();
      while (!wave.isEmpty()) {
        for (WorkflowRun.Turn turn : wave) {
          for (Command command : turn.commands()) {
            foldNews(run, events);
            Event event = events.poll();
            if (event == null) {
              return new Replayed(decisions, run, false);
            }
            if (!matches(command, event)) {
              throw new CloisterException(
                  ErrorCode.HISTORY_DIVERGED,
                  "In round "
                      + run.round()
                      + " the agent "
                      + turn.node()
                      + " decides "
                      + name(command)
                      + ", recorded is "
                      + name(event)
                      + ". The workflow is not the one that was recorded, or its agents are not"
                      + " pure.");
            }
            decisions.add(run.round() + " " + turn.node() + " " + name(command));
            run.fold(event);
          }
        }
        run.completed(wave);
        foldNews(run, events);
        wave = run.nextWave();
      }
      if (events.isEmpty()) {
        return new Replayed(decisions, run, true);
      }
      boolean idleRound = run.phase() == WorkflowNode.Phase.ROUND && events.size() == before;
      if (idleRound || !run.advance()) {
        throw new CloisterException(
            ErrorCode.HISTORY_DIVERGED,
            "The history goes on after the workflow's end, with "
                + events.size()
                + " further events.");
      }
      if (run.phase() == WorkflowNode.Phase.ROUND) {
        foldRoundStart(run, events);
      }
    } while (true);
  }

  /** Events that no agent asked for: who is there, and what happens inside a child. */
  private static void foldNews(WorkflowRun run, Deque<Event> events) {
    while (events.peek() instanceof Event.Joined
        || events.peek() instanceof Event.Left
        || events.peek() instanceof Event.InChild) {
      Event event = events.remove();
      if (!(event instanceof Event.InChild)) {
        run.fold(event);
      }
    }
  }

  private static void foldRoundStart(WorkflowRun run, Deque<Event> events) {
    if (events.peek() instanceof Event.RoundStarted) {
      run.fold(events.remove());
    }
  }

  private static boolean matches(Command command, Event event) {
    if (command instanceof Command.RunAtSites asked && event instanceof Event.SitesReported told) {
      TreeSet<String> heard = new TreeSet<>(told.reported());
      heard.addAll(told.dropped().keySet());
      TreeSet<String> sites = new TreeSet<>(asked.sites());
      boolean keepLate = asked.task() instanceof SiteTask.Train train && train.keepLate();
      return keepLate ? sites.containsAll(heard) : sites.equals(heard);
    }
    return (command instanceof Command.Select && event instanceof Event.Selected)
        || (command instanceof Command.Initialise && event instanceof Event.Initialised)
        || (command instanceof Command.Aggregate && event instanceof Event.Aggregated)
        || (command instanceof Command.Update && event instanceof Event.Updated)
        || (command instanceof Command.Compute c
            && event instanceof Event.Computed e
            && c.computation().equals(e.computation()))
        || (command instanceof Command.RunChild c
            && event instanceof Event.ChildEnded e
            && c.workflow().equals(e.workflow()))
        || (command instanceof Command.Stop && event instanceof Event.Stopped);
  }

  private static String name(Object value) {
    return value.getClass().getSimpleName();
  }
}
