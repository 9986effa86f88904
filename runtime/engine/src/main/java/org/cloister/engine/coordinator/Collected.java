package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloister.engine.Fact;
import org.cloister.engine.RecordedSession;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.Agreed;

/**
 * What a step at sites brought in.
 *
 * @param parts what was sent
 * @param base the model it is about
 * @param updates each site's on the open route, each group's mean on the grouped one, in order;
 *     empty on the secure route
 * @param revealed the sum, on a route that reveals one
 * @param agreed what the sites made sure of before a sum was revealed
 * @param sessions what the sums were revealed from; empty where that must not be kept
 * @param counted the asks that it holds
 */
record Collected(
    List<Part> parts,
    Digest base,
    List<ReceivedUpdate> updates,
    Optional<SummedUpdate> revealed,
    Agreed agreed,
    List<RecordedSession> sessions,
    Set<Counted> counted) {

  /** One site's answer to one ask. */
  record Counted(String site, long ask) {}

  Collected {
    parts = List.copyOf(parts);
    updates = List.copyOf(updates);
    sessions = List.copyOf(sessions);
    counted = Set.copyOf(counted);
  }

  /** Of the open route. */
  static Collected open(
      List<Part> parts, Digest base, List<ReceivedUpdate> updates, Set<Counted> counted) {
    return new Collected(parts, base, updates, Optional.empty(), Agreed.none(), List.of(), counted);
  }

  /** The asks that it holds, for the ledger. */
  Set<Fact.Answered> answers() {
    return counted.stream()
        .map(one -> new Fact.Answered(one.site(), one.ask()))
        .collect(Collectors.toSet());
  }

  /** The sum of these parts. */
  SummedUpdate sum(List<Part> of, Vectors vectors) {
    if (revealed.isPresent()) {
      return revealed.get();
    }
    List<Contribution> contributions = updates.stream().map(ReceivedUpdate::contribution).toList();
    return StreamingSum.of(of, base, contributions, vectors);
  }
}
