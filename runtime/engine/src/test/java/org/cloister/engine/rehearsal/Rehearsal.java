package org.cloister.engine.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Machine;
import org.cloister.engine.Resumption;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.coordinator.Coordinator;
import org.cloister.engine.coordinator.StartRule;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.Split;
import org.cloister.engine.site.Machinery;
import org.cloister.engine.site.Participant;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assemblies;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.port.Protection;
import org.cloister.spi.Aggregator;
import org.cloister.spi.Computation;
import org.cloister.spi.DataAccess;
import org.cloister.spi.DataSource;
import org.cloister.spi.EpisodeSampler;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;
import org.cloister.spi.Workflow;
import org.cloister.spi.WorkflowPlan;
import org.cloister.spi.protection.PrivacyMechanism;

/** A job of rehearsal plugins, put together in a test and run in the real engine. */
final class Rehearsal {
  final Map<String, DataAccess> sites = new LinkedHashMap<>();
  final Map<String, Integer> testRows = new HashMap<>();
  final Map<String, SumQuery> queries = new HashMap<>();
  final Map<String, Computation> computations = new HashMap<>();
  final Map<String, Workflow> workflows = new HashMap<>();
  final List<Assembly> opened = new ArrayList<>();
  DataSchema schema = Points.SCHEMA;
  Preparation preparation =
      new Preparation(Preprocessing.Scope.NONE, Preparation.Missing.DROP_ROW, false);
  Configured<DataSource> dataSource = Configured.of(new Points());
  Configured<ModelArchitecture> architecture = Configured.of(new Quadratic());
  Configured<Trainer> trainer = Configured.of(new Sgd());
  Optional<Configured<EpisodeSampler>> episodes = Optional.empty();
  Optional<Configured<PrivacyMechanism.Gradient>> gradientPrivacy = Optional.empty();
  AggregationRoute route = open(new Mean());
  WorkflowPlan workflow = Plans.rounds(1, 1);
  int batchSize = 1000;
  int episodeCount = 1;
  double clipNorm = Double.POSITIVE_INFINITY;
  Optional<FloatVector> base = Optional.empty();
  StartRule start = StartRule.withThoseThatJoined(Duration.ofSeconds(30));
  int attempt;

  /** What each party has for protection; a test may give all one that outlives their machines. */
  Supplier<Protection> protection = Unprotected::new;

  /** Parties that do not keep to the protocol, by name: what stands before their machines. */
  final Map<String, UnaryOperator<Machine>> bent = new HashMap<>();

  long seed = 7;
  long shuffle = 1;
  List<PluginPin> pins = List.of(new PluginPin("trainer", "sgd", "1.0.0", Digest.of("a bundle")));

  static AggregationRoute open(Aggregator aggregator) {
    return new AggregationRoute.Open(Optional.empty(), Configured.of(aggregator), Optional.empty());
  }

  Rehearsal site(String name, double[]... rows) {
    sites.put(name, Points.of(rows));
    return this;
  }

  Rehearsal train(Trainer by, String... settings) {
    trainer = new Configured<>(by, Settings.of(settings));
    return this;
  }

  JobTerms terms() {
    return new JobTerms(
        "rehearsal",
        seed,
        List.copyOf(sites.keySet()),
        schema,
        preparation,
        batchSize,
        clipNorm,
        episodeCount,
        Optional.empty(),
        base);
  }

  /** The plugins as they are now; a test may change them between rounds. */
  Assemblies assemblies() {
    return new Assemblies() {
      @Override
      public Assembly open() {
        Assembly assembly =
            new Assembly(
                pins,
                dataSource,
                architecture,
                trainer,
                gradientPrivacy,
                episodes,
                route,
                queries,
                Map.of("all", new EveryOne()),
                computations,
                workflows,
                () -> {});
        opened.add(assembly);
        return assembly;
      }

      @Override
      public Assembly open(List<PluginPin> wanted) {
        return opened.stream().filter(one -> one.pins().equals(wanted)).findFirst().orElseThrow();
      }
    };
  }

  /** Sites that have another copy of the job. */
  final Map<String, JobTerms> otherTerms = new LinkedHashMap<>();

  Federation federation() {
    return federation(Optional.empty(), Map.of());
  }

  /** One that goes on from there, with what the sites remember. */
  Federation federation(Optional<Resumption> from, Map<String, SiteMemory> memories) {
    Map<String, Machine> participants = new LinkedHashMap<>();
    sites.forEach(
        (site, data) ->
            participants.put(
                site,
                bent.getOrDefault(site, UnaryOperator.identity())
                    .apply(
                        participant(site, data, memories.getOrDefault(site, SiteMemory.blank())))));
    Machine coordinator =
        new Coordinator(
            terms(),
            workflow,
            assemblies(),
            protection.get(),
            Vectors.onHeap(),
            start,
            from,
            attempt);
    return new Federation(
        bent.getOrDefault(Federation.COORDINATOR, UnaryOperator.identity()).apply(coordinator),
        participants,
        shuffle);
  }

  Participant participant(String site, DataAccess data) {
    return participant(site, data, SiteMemory.blank());
  }

  private Participant participant(String site, DataAccess data, SiteMemory memory) {
    Split split = new Split.Lines(lines(0, 1000), Set.of());
    return new Participant(
        otherTerms.getOrDefault(site, terms()),
        new SiteBinding(site, data, split(site, split), Optional.empty()),
        assemblies(),
        protection.get(),
        Vectors.onHeap(),
        Machinery.ofThisProcess(),
        Federation.COORDINATOR,
        memory);
  }

  private Split split(String site, Split whole) {
    Integer test = testRows.get(site);
    if (test == null) {
      return new Split.Fraction(0, 1);
    }
    return whole instanceof Split.Lines
        ? new Split.Lines(lines(test, test), lines(0, test))
        : whole;
  }

  private static Set<Long> lines(int from, int count) {
    Set<Long> lines = new java.util.TreeSet<>();
    for (long i = from; i < from + count; i++) {
      lines.add(i);
    }
    return lines;
  }

  /** Runs it and gives the weights of the last published model. */
  float[] weights() {
    Federation federation = federation();
    JobOutcome outcome = federation.run();
    if (!(outcome instanceof JobOutcome.Completed completed) || completed.model().isEmpty()) {
      throw new AssertionError(outcome.toString());
    }
    return completed.model().get().weights().toArray();
  }

  static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
