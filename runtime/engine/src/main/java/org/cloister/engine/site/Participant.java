package org.cloister.engine.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Effect;
import org.cloister.engine.EffectQueue;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.data.RowCounts;
import org.cloister.engine.data.SiteData;
import org.cloister.engine.data.SiteTable;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.port.Protection;
import org.cloister.spi.DataSource;

/**
 * One site of one job: reads its data, joins, works on what it is asked, keeps its state. It joins
 * only if its data can be read; otherwise it ends with the reason and the coordinator never sees
 * it.
 */
public final class Participant implements Machine {
  /** How long reading the site's data may take. */
  private static final Duration LOAD_LIMIT = Duration.ofHours(6);

  private final Site site;
  private final String coordinator;
  private final SiteGroups groups;
  private final SiteDrawing drawing;
  private final LeasedPlugins plugins;
  private final Replies replies;
  private final SiteAsks asks;
  private final Trainings trainings;
  private final SentModels models = new SentModels();
  private final EffectQueue effects = new EffectQueue();
  private volatile Optional<RowCounts> rows = Optional.empty();
  private boolean over;

  /**
   * A participant.
   *
   * @param terms of the job, this site's own copy
   * @param binding what is this site's own
   * @param assemblies its plugins
   * @param protection its randomness and keys
   * @param vectors where large values live
   * @param machine what it says of its machine
   * @param coordinator the name of its coordinator on the transport
   */
  public Participant(
      JobTerms terms,
      SiteBinding binding,
      Assemblies assemblies,
      Protection protection,
      Vectors vectors,
      Machinery machine,
      String coordinator) {
    this(terms, binding, assemblies, protection, vectors, machine, coordinator, SiteMemory.blank());
  }

  /**
   * A participant that goes on with a job.
   *
   * @param memory what it remembers, of {@link Effect.Remember}
   */
  public Participant(
      JobTerms terms,
      SiteBinding binding,
      Assemblies assemblies,
      Protection protection,
      Vectors vectors,
      Machinery machine,
      String coordinator,
      SiteMemory memory) {
    this.site = new Site(terms, binding, protection, vectors, machine);
    this.coordinator = coordinator;
    this.groups = new SiteGroups(terms, binding.site(), protection, new GroupChecks());
    this.plugins = new LeasedPlugins(assemblies, effects);
    this.replies = new Replies(effects, coordinator, machine, plugins);
    this.trainings = new Trainings(memory);
    this.asks = new SiteAsks(site, effects, groups, plugins, models, trainings, replies);
    this.drawing = new SiteDrawing(effects, groups, replies::send, this::receive, this::fail);
  }

  /** How this site's rows are used, once they are read; for the site's own people. Any thread. */
  public Optional<RowCounts> rows() {
    return rows;
  }

  @Override
  public List<Effect> on(Signal signal) {
    if (over) {
      return List.of();
    }
    try {
      if (signal instanceof Signal.Begin) {
        begin();
      } else if (signal instanceof Signal.Received received) {
        if (received.from().equals(coordinator) && !drawing.holds(received.message())) {
          receive(received.message());
        }
      } else if (signal instanceof Signal.StopRequested stop) {
        replies.send(new Message.Leave());
        finish(new JobOutcome.Completed(stop.reason(), 0, Optional.empty(), Map.of()));
      } else {
        effects.deliver(signal);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
    return effects.drain();
  }

  private void begin() {
    Assembly open = plugins.open();
    effects.work(
        LOAD_LIMIT,
        () -> {
          if (open.route() instanceof AggregationRoute.Grouped) {
            groups.recall();
          }
          return load(open.dataSource());
        },
        loaded -> {
          asks.data(loaded);
          rows = Optional.of(loaded.table().rows());
          replies.examples(loaded.table().trainCount());
          replies.send(new Message.Join(site.terms().sections(), replies.resources()));
        },
        this::fail);
  }

  private SiteData load(Configured<DataSource> source) {
    JobTerms terms = site.terms();
    SiteTable table =
        SiteTable.load(
            source.role(),
            source.settings(),
            site.binding().data(),
            terms.schema(),
            terms.preparation(),
            site.binding().split());
    return new SiteData(table, terms.schema(), terms.preparation());
  }

  private void receive(Message message) {
    if (over) {
      return;
    }
    if (message instanceof Message.Broadcast broadcast) {
      models.keep(broadcast);
    } else if (message instanceof Message.Ask ask) {
      asks.ask(ask);
    } else if (message instanceof Message.Compute compute) {
      asks.compute(compute);
    } else if (message instanceof Message.SessionStep step) {
      asks.session(step);
    } else if (message instanceof Message.Commit commit) {
      trainings.commit(commit.ask()).ifPresent(effects::add);
      asks.close(commit.ask());
    } else if (message instanceof Message.Withdraw withdraw) {
      trainings.withdraw(withdraw.ask());
      asks.close(withdraw.ask());
    } else if (message instanceof Message.OfDraw draw) {
      if (plugins.on(AggregationRoute.Grouped.class)) {
        drawing.take(draw);
      }
    } else if (message instanceof Message.NotJoined refused) {
      finish(new JobOutcome.Failed(ErrorCode.TERMS_DIFFER, differ(refused.differing()), 0));
    } else if (message instanceof Message.End) {
      finish(
          new JobOutcome.Completed("the coordinator ended the job", 0, Optional.empty(), Map.of()));
    }
  }

  /** Names what is known here; what else a coordinator says is not repeated. */
  private String differ(List<String> names) {
    Set<String> mine = site.terms().sections().keySet();
    List<String> known = names.stream().filter(mine::contains).toList();
    return "The coordinator did not take site "
        + site.id()
        + ": its job must be the coordinator's, and differs in "
        + (known.isEmpty() ? "something that this site's job does not have" : known)
        + "; compare the two job files.";
  }

  private void fail(Throwable cause) {
    replies.send(new Message.Leave());
    finish(
        cause instanceof CloisterException known
            ? new JobOutcome.Failed(known.code(), String.valueOf(known.getMessage()), 0)
            : new JobOutcome.Failed(
                ErrorCode.PLUGIN_FAILED,
                "A plugin failed at site "
                    + site.id()
                    + " with "
                    + cause.getClass().getName()
                    + "; see the log.",
                0));
  }

  private void finish(JobOutcome outcome) {
    over = true;
    asks.closeAll();
    effects.cancelAll();
    plugins.close();
    effects.add(new Effect.Finished(outcome));
  }
}
