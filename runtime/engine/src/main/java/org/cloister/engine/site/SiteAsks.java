package org.cloister.engine.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.Message;
import org.cloister.engine.data.SiteData;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.SessionMessage;

/** What a site was asked and works on: it takes an ask or declines it, and says what came of it. */
final class SiteAsks {
  /** More than a coordinator asks at a time. */
  private static final int MOST = 64;

  private final Site site;
  private final EffectQueue effects;
  private final SiteGroups groups;
  private final LeasedPlugins plugins;
  private final SentModels models;
  private final Trainings trainings;
  private final Replies replies;
  private final GivenSums given;
  private final Map<Long, AskRun> asks = new HashMap<>();
  private Optional<SiteData> data = Optional.empty();
  private int computing;

  SiteAsks(
      Site site,
      EffectQueue effects,
      SiteGroups groups,
      LeasedPlugins plugins,
      SentModels models,
      Trainings trainings,
      Replies replies) {
    this.site = site;
    this.effects = effects;
    this.groups = groups;
    this.plugins = plugins;
    this.models = models;
    this.trainings = trainings;
    this.replies = replies;
    this.given = GivenSums.of(site.terms(), site.id(), site.protection());
  }

  /** From now on there is data to work on. */
  void data(SiteData loaded) {
    data = Optional.of(loaded);
  }

  void ask(Message.Ask ask) {
    if (asks.containsKey(ask.ask()) || trainings.waits(ask.ask())) {
      return; // the same ask again
    }
    closeBefore(ask.jobRound());
    Optional<Assembly> open = plugins.pinned(ask.plugins(), asks.isEmpty());
    boolean unable = data.isEmpty() || models.lacks(ask.model()) || asks.size() >= MOST;
    if (open.isEmpty() || unable) {
      replies.refuse(ask.ask(), open.isEmpty() ? DropReason.PLUGINS_DIFFER : DropReason.FAILED);
      return;
    }
    if (!allowed(open.get().route(), ask)) {
      replies.refuse(ask.ask(), DropReason.DECLINED);
      return;
    }
    SiteWork work =
        new SiteWork(
            site.terms(),
            site.binding(),
            data.get(),
            open.get(),
            models.of(ask.model()),
            trainings.memory(),
            site.protection(),
            site.vectors());
    begin(
        new AskRun(
            effects, work, given, ask, site.machine(), this::answered, this::refused, this::say));
  }

  private void begin(AskRun run) {
    asks.put(run.ask(), run);
    if (run.trains()) {
      trainings.begun(run.ask());
    }
    try {
      run.begin();
    } catch (CloisterException e) { // protocol or quantizer cannot protect this session
      effects.add(new Effect.Explain(e));
      refused(run, e);
    }
  }

  private boolean allowed(AggregationRoute route, Message.Ask ask) {
    if (route instanceof AggregationRoute.Grouped grouped) {
      try {
        groups.require(grouped.groupSize(), ask);
      } catch (CloisterException e) {
        effects.add(new Effect.Explain(e));
        return false;
      }
    }
    return AskCheck.allowed(route, site.terms(), site.id(), ask.session());
  }

  private void answered(AskRun run, Worked worked) {
    replies.worked(worked.steps(), run.seconds());
    if (run.trains()) { // a query remembers nothing, and its snapshot may be older than the memory
      trainings.worked(run.ask(), worked.memory());
    }
    if (run.open()) {
      asks.remove(run.ask());
      replies.answer(run, worked);
    }
  }

  private void refused(AskRun run, Throwable cause) {
    asks.remove(run.ask());
    trainings.failed(run.ask(), !run.open());
    replies.refuse(
        run.ask(),
        cause instanceof CloisterException known
                && (known.code() == ErrorCode.POLICY_REFUSED
                    || known.code() == ErrorCode.SURVIVORS_REFUSED)
            ? DropReason.DECLINED
            : DropReason.FAILED);
  }

  private void say(AskRun run, SessionMessage message) {
    replies.send(new Message.SessionStep(run.ask(), message));
  }

  /** Hands a message to the session of its ask. */
  void session(Message.SessionStep step) {
    AskRun run = asks.get(step.ask());
    if (run != null) {
      SessionMessage said = step.message();
      run.session(
          new SessionMessage(SessionMessage.COORDINATOR, said.step(), said.body(), said.vector()));
    }
  }

  /** Works without data. */
  void compute(Message.Compute compute) {
    if (models.lacks(compute.model()) || computing >= MOST) {
      replies.refuse(compute.ask(), DropReason.FAILED);
      return;
    }
    Optional<Assembly> open = plugins.pinned(compute.plugins(), asks.isEmpty());
    if (open.isEmpty() || asks.containsKey(compute.ask())) {
      replies.refuse(compute.ask(), DropReason.PLUGINS_DIFFER);
      return;
    }
    Assembly held = open.get();
    Optional<Message.Broadcast> model = models.of(compute.model());
    computing++;
    effects.work(
        compute.deadline(),
        () -> Computing.values(site.terms(), held, compute, model),
        values -> {
          computing--;
          replies.send(new Message.Computed(compute.ask(), values, replies.resources()));
        },
        failure -> {
          computing--;
          replies.refuse(compute.ask(), DropReason.FAILED);
        });
  }

  /** Nobody waits any more for sessions of rounds before; their withdrawal may be lost. */
  private void closeBefore(int jobRound) {
    for (AskRun run : List.copyOf(asks.values())) {
      if (!run.open() && run.jobRound() < jobRound) {
        close(run.ask());
      }
    }
  }

  /** Works on it no more. */
  void close(long ask) {
    AskRun run = asks.remove(ask);
    if (run != null) {
      run.close();
    }
  }

  void closeAll() {
    asks.values().forEach(AskRun::close);
  }
}
