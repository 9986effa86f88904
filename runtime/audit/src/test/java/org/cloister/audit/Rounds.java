package org.cloister.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cloister.engine.Effect;
import org.cloister.engine.Fact;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.cloister.spi.DropReason;
import org.cloister.spi.SiteTask;
import org.cloister.spi.protection.Agreed;

/**
 * A coordinator that asks all sites for an update in each round, makes a model of nothing, and says
 * what the engine's coordinator says on the way.
 */
final class Rounds implements Machine {
  static final Digest BUNDLE = Digest.of("trainers");
  static final List<PluginPin> PINS =
      List.of(
          new PluginPin("aggregator", "fed-avg", "1.0.0", Digest.of("aggregators")),
          new PluginPin("trainer", "sgd", "1.0.0", BUNDLE));

  private final List<String> sites;
  private final int rounds;
  private final Set<Fact.Answered> answers = new TreeSet<>();
  private final Map<String, DropReason> dropped = new TreeMap<>();
  private Optional<Model> model = Optional.empty();
  private int round;
  boolean ended;

  /** Who breaks the protocol in each of them. */
  Map<String, ErrorCode> blamed = Map.of();

  /** What comes before the first round. */
  List<Fact> before = List.of();

  /** Whether models are evaluated after their release. */
  boolean evaluates = true;

  /** What the sites of these rounds make sure of. */
  Agreed agreed = Agreed.none();

  Rounds(List<String> sites, int rounds) {
    this.sites = sites;
    this.rounds = rounds;
  }

  static Model model(int number) {
    DataSchema schema =
        DataSchema.of(new Column.Numeric("x", -1, 1), new Column.Label("y", Target.BINARY, 2));
    ParameterLayout layout = ParameterLayout.of(Tensor.shared("w", 1));
    ModelSpec spec = new ModelSpec("test", Settings.none(), schema, layout, Optional.empty());
    return Model.of(spec, FloatVector.of(number), Parts.none(), Preprocessing.none());
  }

  @Override
  public List<Effect> on(Signal signal) {
    List<Effect> effects = new ArrayList<>();
    if (signal instanceof Signal.Begin) {
      effects.add(new Effect.Enter(new Fact.Opened(0, Optional.empty(), sites, PINS)));
      before.forEach(fact -> effects.add(new Effect.Enter(fact)));
      begin(effects);
    } else if (signal instanceof Signal.Received received) {
      if (received.message() instanceof Message.Leave) {
        effects.add(new Effect.Enter(new Fact.Left(round, received.from())));
      }
      take(received.from(), received.message());
      if (!ended && answers.size() + dropped.size() == sites.size()) {
        close(effects);
      }
    }
    return effects;
  }

  private void take(String from, Message message) {
    if (message instanceof Message.Answer answer && answer.ask() == ask()) {
      answers.add(new Fact.Answered(from, ask()));
    } else if (message instanceof Message.Refused refused && refused.ask() == ask()) {
      dropped.put(from, refused.reason());
    } else if (message instanceof Message.Leave) {
      dropped.put(from, DropReason.LEFT);
    }
  }

  private long ask() {
    return 100L + round;
  }

  private void begin(List<Effect> effects) {
    round++;
    answers.clear();
    dropped.values().removeIf(reason -> reason != DropReason.LEFT);
    effects.add(new Effect.Enter(new Fact.Opened(round, base(), sites, PINS)));
    for (String site : sites) {
      effects.add(
          new Effect.Send(
              site,
              new Message.Ask(
                  ask(),
                  round,
                  round,
                  "train",
                  SiteTask.Train.steps(1),
                  base(),
                  PINS,
                  List.of(),
                  Duration.ofSeconds(60))));
    }
  }

  private Optional<Digest> base() {
    return model.map(Model::version);
  }

  private void close(List<Effect> effects) {
    boolean enough = !answers.isEmpty();
    effects.add(
        new Effect.Enter(new Fact.Collected(round, "train", answers, dropped, blamed, enough)));
    if (!enough) {
      end(effects, new JobOutcome.Failed(ErrorCode.BELOW_QUORUM, "nobody answered", round - 1));
      return;
    }
    Model next = model(round);
    Digest weights = Digest.of(next.weights());
    effects.add(
        new Effect.Enter(
            new Fact.Aggregated(round, "train", answers, agreed, weights, next.version())));
    effects.add(new Effect.Publish(round, next));
    model = Optional.of(next);
    if (evaluates) {
      effects.add(
          new Effect.Enter(
              new Fact.Evaluated(
                  round, "evaluate", base(), answers, agreed, Map.of("accuracy", 0.5))));
    }
    if (round < rounds) {
      begin(effects);
    } else {
      end(effects, new JobOutcome.Completed("done", rounds, model, Map.of()));
    }
  }

  private void end(List<Effect> effects, JobOutcome outcome) {
    ended = true;
    effects.add(new Effect.Enter(new Fact.Ended(round, outcome)));
    sites.forEach(site -> effects.add(new Effect.Send(site, new Message.End())));
    effects.add(new Effect.Finished(outcome));
  }
}
