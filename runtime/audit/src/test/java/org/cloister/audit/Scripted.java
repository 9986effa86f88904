package org.cloister.audit;

import java.util.List;
import java.util.function.Function;
import org.cloister.engine.Effect;
import org.cloister.engine.Machine;
import org.cloister.engine.Signal;

/** A machine that does what a test says. */
record Scripted(Function<Signal, List<Effect>> script) implements Machine {
  @Override
  public List<Effect> on(Signal signal) {
    return script.apply(signal);
  }
}
