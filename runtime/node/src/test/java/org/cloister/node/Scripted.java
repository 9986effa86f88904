package org.cloister.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Signal;

/** A machine that does what a test says, and remembers what happened to it. */
final class Scripted implements Machine {
  final List<Signal> signals = new CopyOnWriteArrayList<>();
  private final Function<Signal, List<Effect>> script;

  Scripted(Function<Signal, List<Effect>> script) {
    this.script = script;
  }

  @Override
  public List<Effect> on(Signal signal) {
    signals.add(signal);
    return script.apply(signal);
  }

  static Effect finish(String reason) {
    return new Effect.Finished(
        new JobOutcome.Completed(reason, 1, java.util.Optional.empty(), java.util.Map.of()));
  }

  static String reason(JobOutcome outcome) {
    return outcome instanceof JobOutcome.Completed completed
        ? completed.reason()
        : ((JobOutcome.Failed) outcome).code().name();
  }
}
