package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedSession;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.SumNoise;

/**
 * What the sessions of one step gave together.
 *
 * @param asks that began them, in the order of the groups
 * @param endings of them, likewise
 */
record SessionSums(List<Message.Ask> asks, List<SessionEnding> endings) {

  /** Copies the lists. */
  SessionSums {
    asks = List.copyOf(asks);
    endings = List.copyOf(endings);
  }

  /** Whether any of them revealed something. */
  boolean any() {
    return endings.stream().anyMatch(ending -> ending.sum().isPresent());
  }

  /** Whether a site is in one of the sums. */
  boolean holds(String site) {
    return endings.stream().anyMatch(ending -> ending.survivors().contains(site));
  }

  /** All of it, for the aggregator; needs a sum. */
  Collected collected(AggregationRoute route, List<Part> parts, Digest base, Vectors vectors) {
    Set<Collected.Counted> counted = new LinkedHashSet<>();
    for (int i = 0; i < asks.size(); i++) {
      long ask = asks.get(i).ask();
      endings.get(i).survivors().forEach(site -> counted.add(new Collected.Counted(site, ask)));
    }
    List<SummedUpdate> sums = endings.stream().flatMap(ending -> ending.sum().stream()).toList();
    return new Collected(
        parts,
        base,
        route instanceof AggregationRoute.Grouped ? means(parts, base) : List.of(),
        Optional.of(GroupSums.total(sums, vectors)),
        GroupAgreements.of(endings.stream().map(SessionEnding::agreed).toList()),
        noisyOnlyHere(route) ? List.of() : recorded(),
        counted);
  }

  /** On the grouped route the means of the groups; on the secure one nothing but the sum exists. */
  private List<ReceivedUpdate> means(List<Part> parts, Digest base) {
    List<ReceivedUpdate> means = new ArrayList<>();
    for (int i = 0; i < endings.size(); i++) {
      Optional<SummedUpdate> sum = endings.get(i).sum();
      if (sum.isPresent() && sum.get().weightSum() > 0) {
        means.add(
            new ReceivedUpdate(
                "group-" + i,
                new Contribution(base, sum.get().weightSum(), GroupSums.mean(parts, sum.get())),
                0));
      }
    }
    return means;
  }

  /** Noise that the coordinator alone puts on a sum comes off when the sum is revealed again. */
  static boolean noisyOnlyHere(AggregationRoute route) {
    return route instanceof AggregationRoute.Secure secure
        && secure.noise().isPresent()
        && secure.noise().get() instanceof SumNoise.AtCoordinator;
  }

  /** Nothing if one of the sums cannot be revealed again. */
  private List<RecordedSession> recorded() {
    List<RecordedSession> sessions = new ArrayList<>();
    for (int i = 0; i < asks.size(); i++) {
      SessionEnding ending = endings.get(i);
      if (ending.sum().isPresent() && ending.heard().isEmpty()) {
        return List.of();
      }
      sessions.add(new RecordedSession(asks.get(i), ending.heard()));
    }
    return sessions;
  }
}
