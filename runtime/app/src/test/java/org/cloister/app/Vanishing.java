package org.cloister.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.node.LocalFederation;
import org.cloister.spi.SiteTask;

/**
 * A site that is lost in the training of a round: when it would give its values, or when it is told
 * something after it gave them. Says nothing more from then on, but that it left.
 */
final class Vanishing implements Machine {
  private final Machine site;
  private final int round;
  private final boolean afterItsValues;
  private long training = -1;
  private boolean given;
  private boolean gone;

  Vanishing(Machine site, int round, boolean afterItsValues) {
    this.site = site;
    this.round = round;
    this.afterItsValues = afterItsValues;
  }

  @Override
  public List<Effect> on(Signal signal) {
    if (gone) {
      return List.of();
    }
    if (signal instanceof Signal.Received received) {
      if (received.message() instanceof Message.Ask ask
          && ask.jobRound() == round
          && ask.task() instanceof SiteTask.Train) {
        training = ask.ask();
      } else if (given) {
        return leave(new ArrayList<>());
      }
    }
    List<Effect> out = new ArrayList<>();
    for (Effect effect : site.on(signal)) {
      boolean values = effect instanceof Effect.Send send && isValues(send.message());
      if (values && !afterItsValues) {
        return leave(out);
      }
      given |= values;
      out.add(effect);
    }
    return out;
  }

  private boolean isValues(Message message) {
    if (message instanceof Message.Answer answer) {
      return answer.ask() == training;
    }
    return message instanceof Message.SessionStep step
        && step.ask() == training
        && step.message().vector().isPresent();
  }

  private List<Effect> leave(List<Effect> before) {
    gone = true;
    before.add(new Effect.Send(LocalFederation.COORDINATOR, new Message.Leave()));
    before.add(
        new Effect.Finished(new JobOutcome.Completed("gone", round, Optional.empty(), Map.of())));
    return before;
  }
}
