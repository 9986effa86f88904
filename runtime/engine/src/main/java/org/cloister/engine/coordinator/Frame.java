package org.cloister.engine.coordinator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cloister.spi.Command;
import org.cloister.spi.Event;

/** One running workflow: the job's own, or a child's. Keeps the wave that is being carried out. */
final class Frame {
  final WorkflowRun run;
  final Optional<Frame> parent;
  final String node;
  final Consumer<Map<String, Double>> ended;

  /** The last value of each result, by its plain name and by {@code node.name}. */
  final Map<String, Double> values = new TreeMap<>();

  /** Trainings of this round by node. */
  final Map<String, Collected> trainings = new TreeMap<>();

  private List<WorkflowRun.Turn> wave = List.of();
  private final Map<String, List<Event>> events = new LinkedHashMap<>();
  private int open;
  private boolean active;

  /**
   * A frame.
   *
   * @param node of the parent that runs it; empty for the job's own
   * @param ended what to do with its values when it is over
   */
  Frame(WorkflowRun run, Optional<Frame> parent, String node, Consumer<Map<String, Double>> ended) {
    this.run = run;
    this.parent = parent;
    this.node = node;
    this.ended = ended;
  }

  /**
   * Begins to carry out a wave; {@code executor} carries out one command and then calls back with
   * its event.
   */
  void carryOut(List<WorkflowRun.Turn> next, Executor executor, Runnable waveDone) {
    wave = next;
    events.clear();
    open = next.size();
    for (WorkflowRun.Turn turn : next) {
      active |= !turn.commands().isEmpty();
      events.put(turn.node(), new ArrayList<>());
      next(turn.node(), new ArrayDeque<>(turn.commands()), executor, waveDone);
    }
  }

  private void next(String of, Deque<Command> commands, Executor executor, Runnable waveDone) {
    Command command = commands.poll();
    if (command == null) {
      open--;
      if (open == 0) {
        waveDone.run();
      }
      return;
    }
    executor.execute(
        this,
        of,
        command,
        event -> {
          events.computeIfAbsent(of, name -> new ArrayList<>()).add(event);
          next(of, commands, executor, waveDone);
        });
  }

  /** What that node's training brought in, in this workflow or one around it. */
  Optional<Collected> training(String of) {
    Optional<Collected> own = Optional.ofNullable(trainings.get(of));
    return own.isPresent() ? own : parent.flatMap(around -> around.training(of));
  }

  /** The events of the wave, node by node in the plan's order; the wave is over. */
  List<Event> completeWave() {
    List<Event> all = new ArrayList<>();
    for (WorkflowRun.Turn turn : wave) {
      all.addAll(events.getOrDefault(turn.node(), List.of()));
    }
    run.completed(wave);
    return all;
  }

  /** Whether any agent did anything since the last call. */
  boolean wasActive() {
    boolean was = active;
    active = false;
    return was;
  }

  /** The event as it is recorded: wrapped once for every workflow around this one. */
  Event recorded(Event event) {
    Event wrapped = event;
    for (Frame frame = this; frame.parent.isPresent(); frame = frame.parent.get()) {
      wrapped = new Event.InChild(frame.node, wrapped);
    }
    return wrapped;
  }

  /** Carries out commands. */
  interface Executor {
    /** Carries one out; {@code done} is called once with its event, unless the job ends before. */
    void execute(Frame frame, String node, Command command, Consumer<Event> done);
  }
}
