package org.cloister.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.Bytes;
import org.cloister.model.Digest;

/**
 * What a site hears of a coordinator that shows it other commitments than the rest, opens them all
 * and asks it into sessions of that draw: nothing by itself tells the site.
 */
final class ToldOtherwise implements Machine {
  private static final Bytes CHOSEN = Bytes.of(new byte[GroupCommitment.OPENING_BYTES]);

  private final Machine site;
  private final Digest job;
  private final String other;
  private List<GroupCommitment> shown = List.of();
  private Optional<Digest> draw = Optional.empty();

  /** What the site sent. */
  final List<Message> said = new ArrayList<>();

  /**
   * In front of a site.
   *
   * @param job the digest of the job's terms
   * @param other whose commitment and opening are not what that site said
   */
  ToldOtherwise(Machine site, Digest job, String other) {
    this.site = site;
    this.job = job;
    this.other = other;
  }

  @Override
  public List<Effect> on(Signal signal) {
    List<Effect> effects =
        site.on(
            signal instanceof Signal.Received r
                ? new Signal.Received(r.from(), told(r.message()))
                : signal);
    for (Effect effect : effects) {
      if (effect instanceof Effect.Send send) {
        said.add(send.message());
      }
    }
    return effects;
  }

  private Message told(Message message) {
    if (message instanceof Message.GroupRoll roll) {
      List<GroupCommitment> all = new ArrayList<>();
      for (GroupCommitment one : roll.commitments()) {
        all.add(
            one.site().equals(other)
                ? GroupCommitment.to(job, roll.attempt(), other, CHOSEN)
                : one);
      }
      shown = all;
      return new Message.GroupRoll(roll.attempt(), all);
    }
    if (message instanceof Message.GroupOpenings openings) {
      List<GroupOpening> all = new ArrayList<>();
      for (GroupOpening one : openings.openings()) {
        all.add(one.site().equals(other) ? new GroupOpening(other, CHOSEN) : one);
      }
      draw = Optional.of(GroupDraw.of(job, openings.attempt(), shown, all).digest());
      return new Message.GroupOpenings(openings.attempt(), all);
    }
    if (message instanceof Message.Ask ask) {
      return bound(ask, draw);
    }
    return message;
  }

  /** The ask, bound to another draw. */
  static Message.Ask bound(Message.Ask ask, Optional<Digest> draw) {
    return new Message.Ask(
        ask.ask(),
        ask.round(),
        ask.jobRound(),
        ask.node(),
        ask.task(),
        ask.model(),
        ask.plugins(),
        ask.session(),
        ask.deadline(),
        draw);
  }
}
