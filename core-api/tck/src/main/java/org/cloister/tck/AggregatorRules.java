package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cloister.model.Ids;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.Settings;
import org.cloister.model.Vectors;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.Aggregator;
import org.cloister.spi.ServerState;

/** The rules that both kinds of aggregator share. */
final class AggregatorRules {

  /** One aggregation of synthetic updates that follow from {@code seed}. */
  interface Act {
    Aggregated run(AggregationTask task, List<Part> parts, long seed);
  }

  private final Checklist list;
  private final Aggregator role;
  private final Settings settings;
  private final List<Part> parts;
  private final Model model = Samples.model(11);

  /** {@code further} are the parts beside those of the host that the aggregator needs. */
  AggregatorRules(Checklist list, Aggregator role, Settings settings, List<Part> further) {
    this.list = list;
    this.role = role;
    this.settings = settings;
    this.parts = new ArrayList<>(further);
    parts.add(
        Part.weighted(
            Part.DELTA, new Part.Kind.Tensors(Samples.sharedLength(), Double.POSITIVE_INFINITY)));
    parts.add(Part.weighted(Part.TRAINING_LOSS, new Part.Kind.Scalars(1, 0, 1000, 0.001)));
  }

  /** Checks all; returns whether the aggregator can be given more. */
  boolean check(Act act) {
    Set<String> needs =
        list.answer(
            "needs_names",
            "needs must answer with the names of the parts that are read.",
            () -> role.needs(settings));
    if (needs == null) {
      return false;
    }
    list.runs(
        "needs_areIds",
        "needs must name parts by valid ids.",
        () -> needs.forEach(name -> Ids.require("part name", name)));
    list.unknownSettings("needs_refusesUnknownSettings", settings, role::needs);
    list.rule(
        "weighting_isStable",
        "weighting must give the same answer each time.",
        () -> {
          var first = role.weighting(settings);
          return first != null && first == role.weighting(settings);
        });
    if (!parts.stream().map(Part::name).toList().containsAll(needs)) {
      return false; // needs parts whose kind only its author knows
    }
    Aggregated first =
        list.answer(
            "aggregate_answers",
            "aggregate must answer updates that have all the parts that it needs.",
            () -> act.run(task(1, ServerState.empty()), parts, 1));
    if (first == null) {
      return false;
    }
    results(act, first);
    return true;
  }

  private void results(Act act, Aggregated first) {
    list.rule(
        "aggregate_resultHasModelLength",
        "The next weights must be as many as the current ones.",
        () -> first.weights().length() == model.weights().length());
    list.rule(
        "aggregate_resultIsFinite",
        "Finite updates must give finite weights.",
        () -> Fingerprint.finite(first.weights()));
    String before = Fingerprint.of(first);
    boolean pure =
        list.rule(
            "aggregate_isPure",
            "The same arguments must give the same bits; keep nothing in the object and use no chance.",
            () -> before.equals(Fingerprint.of(act.run(task(1, ServerState.empty()), parts, 1))));
    list.rule(
        "aggregate_resultStays",
        "A result must not change when the next one is made; give a vector away once it is finished.",
        () -> {
          act.run(task(1, ServerState.empty()), parts, 2);
          return before.equals(Fingerprint.of(first));
        });
    if (pure) {
      list.rule(
          "aggregate_stateGoesRound",
          "The state must do the same after it was saved and loaded; nothing of it may live in the object.",
          () -> {
            Aggregated kept = act.run(task(2, first.state()), parts, 3);
            Aggregated loaded = act.run(task(2, Fingerprint.reloaded(first.state())), parts, 3);
            return Fingerprint.of(kept).equals(Fingerprint.of(loaded));
          });
    }
  }

  AggregationTask task(int round, ServerState state) {
    return new AggregationTask(round, model, state, settings, Vectors.onHeap());
  }

  List<Part> parts() {
    return parts;
  }
}
