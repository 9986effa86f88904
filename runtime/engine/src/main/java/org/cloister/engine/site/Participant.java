package org.cloister.engine.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.model.Resources;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.port.Protection;
import org.cloister.spi.DataSource;
import org.cloister.spi.DropReason;
import org.cloister.spi.protection.SessionMessage;

/**
 * One site of one job: reads its data, joins, works on what it is asked, keeps its state. It joins
 * only if its data can be read; otherwise it ends with the reason and the coordinator never sees
 * it.
 */
public final class Participant implements Machine {
  /** How long reading the site's data may take. */
  private static final Duration LOAD_LIMIT = Duration.ofHours(6);

  /** Models kept for asks that come later; a coordinator uses few at a time. */
  private static final int MODELS_KEPT = 4;

  /** More than a coordinator asks at a time. */
  private static final int MOST_ASKS = 64;

  private final JobTerms terms;
  private final SiteBinding binding;
  private final Assemblies assemblies;
  private final Protection protection;
  private final Vectors vectors;
  private final Machinery machine;
  private final String coordinator;
  private final GivenSums given;
  private final SiteGroups groups;
  private final SiteDrawing drawing;
  private final EffectQueue effects = new EffectQueue();
  private final Map<Digest, Message.Broadcast> models = new LinkedHashMap<>();
  private final Map<Long, AskRun> asks = new HashMap<>();
  private final Map<Long, SiteMemory> pending = new HashMap<>();
  private Optional<Assembly> assembly = Optional.empty();
  private Optional<SiteData> data = Optional.empty();

  /** Asks to train that may still be committed, whether or not there is anything to remember. */
  private final Set<Long> trainings = new HashSet<>();

  private SiteMemory memory;
  private volatile Optional<RowCounts> rows = Optional.empty();
  private double stepsPerSecond;
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
    this.terms = terms;
    this.binding = binding;
    this.assemblies = assemblies;
    this.protection = protection;
    this.vectors = vectors;
    this.machine = machine;
    this.coordinator = coordinator;
    this.memory = memory;
    this.given = GivenSums.of(terms, binding.site(), protection);
    this.groups = new SiteGroups(terms, binding.site(), protection, new GroupChecks());
    this.drawing =
        new SiteDrawing(
            effects,
            groups,
            answer -> effects.send(coordinator, answer),
            this::receive,
            this::fail);
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
        effects.send(coordinator, new Message.Leave());
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
    Assembly open = assemblies.open();
    assembly = Optional.of(open);
    effects.work(
        LOAD_LIMIT,
        () -> {
          if (open.route() instanceof AggregationRoute.Grouped) {
            groups.recall();
          }
          return load(open.dataSource());
        },
        loaded -> {
          data = Optional.of(loaded);
          rows = Optional.of(loaded.table().rows());
          effects.send(coordinator, new Message.Join(terms.sections(), resources()));
        },
        this::fail);
  }

  private SiteData load(Configured<DataSource> source) {
    SiteTable table =
        SiteTable.load(
            source.role(),
            source.settings(),
            binding.data(),
            terms.schema(),
            terms.preparation(),
            binding.split());
    return new SiteData(table, terms.schema(), terms.preparation());
  }

  private void receive(Message message) {
    if (over) {
      return;
    }
    if (message instanceof Message.Broadcast broadcast) {
      models.put(broadcast.version(), broadcast);
      if (models.size() > MODELS_KEPT) {
        models.remove(models.keySet().iterator().next());
      }
    } else if (message instanceof Message.Ask ask) {
      ask(ask);
    } else if (message instanceof Message.Compute compute) {
      if (missing(compute.model())) {
        refuse(compute.ask(), DropReason.FAILED);
      } else {
        compute(compute);
      }
    } else if (message instanceof Message.SessionStep step) {
      AskRun run = asks.get(step.ask());
      if (run != null) {
        SessionMessage said = step.message();
        run.session(
            new SessionMessage(
                SessionMessage.COORDINATOR, said.step(), said.body(), said.vector()));
      }
    } else if (message instanceof Message.Commit commit) {
      SiteMemory next = pending.remove(commit.ask());
      if (next != null) {
        memory = next;
      }
      if (trainings.remove(commit.ask())) {
        effects.add(new Effect.Remember(commit.ask(), memory));
      }
      close(commit.ask());
    } else if (message instanceof Message.Withdraw withdraw) {
      pending.remove(withdraw.ask());
      trainings.remove(withdraw.ask());
      close(withdraw.ask());
    } else if (message instanceof Message.OfDraw draw) {
      if (assembly.filter(a -> a.route() instanceof AggregationRoute.Grouped).isPresent()) {
        drawing.take(draw);
      }
    } else if (message instanceof Message.NotJoined refused) {
      finish(new JobOutcome.Failed(ErrorCode.TERMS_DIFFER, differ(refused.differing()), 0));
    } else if (message instanceof Message.End) {
      finish(
          new JobOutcome.Completed("the coordinator ended the job", 0, Optional.empty(), Map.of()));
    }
  }

  /** A model comes before what is asked about it, unless it got lost: then it is sent again. */
  private boolean missing(Optional<Digest> model) {
    return model.isPresent() && !models.containsKey(model.get());
  }

  /** Names what is known here; what else a coordinator says is not repeated. */
  private String differ(List<String> names) {
    Set<String> mine = terms.sections().keySet();
    List<String> known = names.stream().filter(mine::contains).toList();
    return "The coordinator did not take site "
        + binding.site()
        + ": its job must be the coordinator's, and differs in "
        + (known.isEmpty() ? "something that this site's job does not have" : known)
        + "; compare the two job files.";
  }

  private void close(long ask) {
    AskRun run = asks.remove(ask);
    if (run != null) {
      run.close();
    }
  }

  /** Nobody waits any more for sessions of rounds before; their withdrawal may be lost. */
  private void closeBefore(int jobRound) {
    for (AskRun run : List.copyOf(asks.values())) {
      if (!run.open() && run.jobRound() < jobRound) {
        close(run.ask());
      }
    }
  }

  /** The plugins of the round; an ask for others makes this site lease those, if it has them. */
  private Optional<Assembly> pinned(List<PluginPin> pins) {
    if (assembly.isPresent() && !assembly.get().pins().equals(pins) && asks.isEmpty()) {
      try {
        Assembly next = assemblies.open(pins);
        assembly.get().close();
        assembly = Optional.of(next);
      } catch (CloisterException e) {
        effects.add(new Effect.Explain(e));
        return Optional.empty();
      }
    }
    return assembly.filter(open -> open.pins().equals(pins));
  }

  private void ask(Message.Ask ask) {
    if (asks.containsKey(ask.ask()) || pending.containsKey(ask.ask())) {
      return; // the same ask again
    }
    closeBefore(ask.jobRound());
    Optional<Assembly> open = pinned(ask.plugins());
    boolean unable = data.isEmpty() || missing(ask.model()) || asks.size() >= MOST_ASKS;
    if (open.isEmpty() || unable) {
      refuse(ask.ask(), open.isEmpty() ? DropReason.PLUGINS_DIFFER : DropReason.FAILED);
      return;
    }
    if (!allowed(open.get().route(), ask)) {
      refuse(ask.ask(), DropReason.DECLINED);
      return;
    }
    SiteWork work =
        new SiteWork(
            terms,
            binding,
            data.get(),
            open.get(),
            ask.model().map(models::get),
            memory,
            protection,
            vectors);
    AskRun run =
        new AskRun(effects, work, given, ask, machine, this::answered, this::refused, this::say);
    asks.put(ask.ask(), run);
    if (run.trains()) {
      trainings.add(ask.ask());
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
    return AskCheck.allowed(route, terms, binding.site(), ask.session());
  }

  private void answered(AskRun run, Worked worked) {
    if (worked.steps() > 0) {
      stepsPerSecond = worked.steps() / run.seconds();
    }
    if (run.trains()) { // a query remembers nothing, and its snapshot may be older than the memory
      pending.put(run.ask(), worked.memory());
    }
    if (run.open()) {
      asks.remove(run.ask());
      effects.send(
          coordinator,
          new Message.Answer(run.ask(), worked.contribution(), worked.compressed(), resources()));
    }
  }

  private void refused(AskRun run, Throwable cause) {
    asks.remove(run.ask());
    pending.remove(run.ask());
    if (run.open()) { // in a session it may count all the same
      trainings.remove(run.ask());
    }
    refuse(
        run.ask(),
        cause instanceof CloisterException known
                && (known.code() == ErrorCode.POLICY_REFUSED
                    || known.code() == ErrorCode.SURVIVORS_REFUSED)
            ? DropReason.DECLINED
            : DropReason.FAILED);
  }

  private void say(AskRun run, SessionMessage message) {
    effects.send(coordinator, new Message.SessionStep(run.ask(), message));
  }

  private void refuse(long ask, DropReason reason) {
    effects.send(coordinator, new Message.Refused(ask, reason, resources()));
  }

  private void compute(Message.Compute compute) {
    Optional<Assembly> open = pinned(compute.plugins());
    if (open.isEmpty() || asks.containsKey(compute.ask())) {
      refuse(compute.ask(), DropReason.PLUGINS_DIFFER);
      return;
    }
    Assembly held = open.get();
    Optional<Message.Broadcast> model = compute.model().map(models::get);
    effects.work(
        compute.deadline(),
        () -> Computing.values(terms, held, compute, model),
        values ->
            effects.send(coordinator, new Message.Computed(compute.ask(), values, resources())),
        failure -> refuse(compute.ask(), DropReason.FAILED));
  }

  /**
   * On a route with sessions the number of examples is part of the masked sum and of nothing else.
   */
  private Resources resources() {
    boolean open = assembly.filter(a -> a.route() instanceof AggregationRoute.Open).isPresent();
    long examples = open ? data.map(loaded -> (long) loaded.table().trainCount()).orElse(0L) : 0;
    return new Resources(
        machine.cores(), machine.memoryBytes(), machine.load(), examples, stepsPerSecond);
  }

  private void fail(Throwable cause) {
    effects.send(coordinator, new Message.Leave());
    finish(
        cause instanceof CloisterException known
            ? new JobOutcome.Failed(known.code(), String.valueOf(known.getMessage()), 0)
            : new JobOutcome.Failed(
                ErrorCode.PLUGIN_FAILED,
                "A plugin failed at site "
                    + binding.site()
                    + " with "
                    + cause.getClass().getName()
                    + "; see the log.",
                0));
  }

  private void finish(JobOutcome outcome) {
    over = true;
    asks.values().forEach(AskRun::close);
    effects.cancelAll();
    assembly.ifPresent(Assembly::close);
    effects.add(new Effect.Finished(outcome));
  }
}
