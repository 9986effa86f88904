package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.engine.round.SessionPlans;
import org.cloister.engine.round.SessionQueue;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.SummedUpdate;
import org.cloister.port.AggregationRoute;
import org.cloister.port.SumNoise;
import org.cloister.spi.protection.Agreed;
import org.cloister.spi.protection.CoordinatorSession;

/** The sites of one session, and what came of it. */
final class SessionGroup {

  /**
   * How a session ended.
   *
   * @param sum what it revealed; empty if nothing
   * @param survivors whose values are in it, in roster order
   * @param agreed what they made sure of before
   * @param blamed who broke the protocol, and the rule
   */
  record Ending(
      Optional<SummedUpdate> sum,
      List<String> survivors,
      Agreed agreed,
      Map<String, ErrorCode> blamed) {

    static Ending nothing() {
      return nothing(Map.of());
    }

    private static Ending nothing(Map<String, ErrorCode> blamed) {
      return new Ending(Optional.empty(), List.of(), Agreed.none(), blamed);
    }
  }

  final List<String> sites;
  private final SessionPlans plans;
  final SessionQueue<CoordinatorSession> queue;
  Ending ending = Ending.nothing();

  SessionGroup(List<String> sites, SessionPlans plans, SessionQueue<CoordinatorSession> queue) {
    this.sites = sites;
    this.plans = plans;
    this.queue = queue;
  }

  /** What came of a session that is over; runs guest code, reads every value, closes it. */
  Ending ending(Job job, Digest base, CoordinatorSession session) {
    try (session) {
      Map<String, ErrorCode> blamed = new TreeMap<>(session.blamed());
      blamed.keySet().retainAll(sites);
      return session
          .sum()
          .map(sum -> new Ending(open(job, base, sum), sum.survivors(), sum.agreed(), blamed))
          .orElseGet(() -> Ending.nothing(blamed));
    }
  }

  private Optional<SummedUpdate> open(Job job, Digest base, CoordinatorSession.Sum sum) {
    IntVector residues = sum.residues();
    if (job.assembly().route() instanceof AggregationRoute.Secure secure
        && secure.noise().isPresent()
        && secure.noise().get() instanceof SumNoise.AtCoordinator central) {
      residues =
          central
              .mechanism()
              .role()
              .perturbSum(
                  residues,
                  plans.quantization(),
                  central.mechanism().settings(),
                  job.protection.random());
    }
    return Optional.of(
        plans
            .quantizer()
            .role()
            .dequantize(residues, base, plans.quantization(), sum.survivors().size(), job.vectors));
  }
}
