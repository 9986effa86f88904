package org.cloister.engine.coordinator;

import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.round.RoundParts;

/**
 * Takes answers that come when the step that asked is over and no other waits; the next step counts
 * them.
 */
final class LateAnswers {
  private LateAnswers() {}

  static void receive(Job job, String from, Message message) {
    if (!(message instanceof Message.Answer answer) || !job.known(answer.contribution().base())) {
      job.late.remove(from);
      return;
    }
    var parts = RoundParts.training(job.terms, job.assembly(), job.layout());
    var route = job.assembly().route();
    job.effects.work(
        Job.GUEST_LIMIT,
        () -> AnswerCheck.of(route, parts, answer, job.vectors),
        verdict ->
            waiting(job, from)
                .ifPresentOrElse(
                    // A step began meanwhile and waits for this very answer.
                    step -> step.onMessage(from, message),
                    () -> {
                      if (job.late.remove(from, answer.ask())) { // a repeated answer counts once
                        verdict
                            .contribution()
                            .ifPresent(c -> job.lateReady.add(new Job.Late(from, answer.ask(), c)));
                      }
                    }),
        failure ->
            waiting(job, from)
                .ifPresentOrElse(
                    step -> step.onMessage(from, message), () -> job.late.remove(from)));
  }

  /** The step that waits for the late answer of that site. */
  static Optional<Step> waiting(Job job, String from) {
    return job.steps.values().stream().filter(step -> step.waitsFor(from)).findFirst();
  }

  /** The site will not answer what it was asked before; the next step asks it again. */
  static void forget(Job job, String from) {
    waiting(job, from).ifPresent(step -> step.onLeft(from));
    job.late.remove(from);
  }
}
