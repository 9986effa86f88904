package org.cloister.engine.site;

import org.cloister.engine.EffectQueue;
import org.cloister.engine.Message;
import org.cloister.model.Resources;
import org.cloister.port.AggregationRoute;
import org.cloister.spi.DropReason;

/** What a site says to its coordinator, and of its machine beside it. */
final class Replies {
  private final EffectQueue effects;
  private final String coordinator;
  private final Machinery machine;
  private final LeasedPlugins plugins;
  private long examples;
  private double stepsPerSecond;

  Replies(EffectQueue effects, String coordinator, Machinery machine, LeasedPlugins plugins) {
    this.effects = effects;
    this.coordinator = coordinator;
    this.machine = machine;
    this.plugins = plugins;
  }

  /** So many rows are for training. */
  void examples(long count) {
    examples = count;
  }

  void send(Message message) {
    effects.send(coordinator, message);
  }

  void answer(AskRun run, Worked worked) {
    send(new Message.Answer(run.ask(), worked.contribution(), worked.compressed(), resources()));
  }

  void refuse(long ask, DropReason reason) {
    send(new Message.Refused(ask, reason, resources()));
  }

  /** So fast was the last work that had steps. */
  void worked(long steps, double seconds) {
    if (steps > 0) {
      stepsPerSecond = steps / seconds;
    }
  }

  /**
   * On a route with sessions the number of examples is part of the masked sum and of nothing else.
   */
  Resources resources() {
    return new Resources(
        machine.cores(),
        machine.memoryBytes(),
        machine.load(),
        plugins.on(AggregationRoute.Open.class) ? examples : 0,
        stepsPerSecond);
  }
}
