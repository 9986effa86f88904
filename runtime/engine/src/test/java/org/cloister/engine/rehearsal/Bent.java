package org.cloister.engine.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cloister.engine.Effect;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;

/**
 * A party that says something else than its machine.
 *
 * @param machine what it should be
 * @param rule what it sends instead of each message; empty for nothing
 */
record Bent(Machine machine, Function<Effect.Send, Optional<Message>> rule) implements Machine {

  static UnaryOperator<Machine> by(Function<Effect.Send, Optional<Message>> rule) {
    return machine -> new Bent(machine, rule);
  }

  @Override
  public List<Effect> on(Signal signal) {
    List<Effect> effects = new ArrayList<>();
    for (Effect effect : machine.on(signal)) {
      if (effect instanceof Effect.Send send) {
        rule.apply(send).ifPresent(message -> effects.add(new Effect.Send(send.to(), message)));
      } else {
        effects.add(effect);
      }
    }
    return effects;
  }
}
