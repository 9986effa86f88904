package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Fact;
import org.cloister.engine.Message;

/** Takes in what sites say: who comes and who goes, and which step an answer belongs to. */
final class Reception {
  private final Job job;
  private final Gathering gathering;
  private Optional<GroupDrawing> drawing = Optional.empty();

  Reception(Job job, Gathering gathering) {
    this.job = job;
    this.gathering = gathering;
  }

  /** From now on groups are drawn here. */
  void drawing(GroupDrawing draw) {
    drawing = Optional.of(draw);
  }

  void receive(String from, Message message) {
    if (!job.terms.roster().contains(from)) {
      return;
    }
    if (message instanceof Message.Join join) {
      joined(from, join);
    } else if (message instanceof Message.Leave) {
      left(from);
    } else if (job.sites.here(from)) {
      deliver(from, message);
    }
  }

  private void joined(String from, Message.Join join) {
    List<String> differing = job.terms.differing(join.terms());
    if (!differing.isEmpty()) {
      job.effects.send(from, new Message.NotJoined(differing));
      left(from);
      return;
    }
    if (job.sites.here(from)) { // it started anew, and does not know what it was asked
      List.copyOf(job.steps.values()).forEach(step -> step.onLeft(from));
      drawing.ifPresent(draw -> draw.onLeft(from));
    }
    LateAnswers.forget(job, from);
    job.forget(from);
    job.sites.join(from, join.resources());
    drawing.ifPresent(draw -> draw.onJoined(from));
    gathering.look();
  }

  private void left(String from) {
    if (gathering.begun() && job.sites.here(from)) {
      job.enter(new Fact.Left(job.round, from));
    }
    job.sites.leave(from);
    gathering.look();
    List.copyOf(job.steps.values()).forEach(step -> step.onLeft(from));
    drawing.ifPresent(draw -> draw.onLeft(from));
    LateAnswers.forget(job, from);
    job.forget(from);
  }

  private void deliver(String from, Message message) {
    long ask;
    if (message instanceof Message.Answer answer) {
      ask = answer.ask();
      job.sites.reported(from, answer.resources());
    } else if (message instanceof Message.Refused refused) {
      ask = refused.ask();
      job.sites.reported(from, refused.resources());
    } else if (message instanceof Message.Computed computed) {
      ask = computed.ask();
      job.sites.reported(from, computed.resources());
    } else if (message instanceof Message.SessionStep step) {
      ask = step.ask();
    } else if (message instanceof Message.OfDraw said) {
      drawing.ifPresent(draw -> draw.onMessage(from, said));
      return;
    } else {
      return;
    }
    Step step = job.steps.get(ask);
    if (step != null) {
      step.onMessage(from, message);
    } else if (Long.valueOf(ask).equals(job.late.get(from))) {
      LateAnswers.waiting(job, from)
          .ifPresentOrElse(
              waiting -> waiting.onMessage(from, message),
              () -> LateAnswers.receive(job, from, message));
    }
  }
}
