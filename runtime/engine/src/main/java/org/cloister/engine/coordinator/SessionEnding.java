package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cloister.engine.round.SessionPlans;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.IntVector;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.spi.protection.Agreed;
import org.cloister.spi.protection.CoordinatorSession;
import org.cloister.spi.protection.SessionMessage;

/**
 * What came of a session.
 *
 * @param sum what it revealed; empty if nothing
 * @param survivors whose values are in it, in roster order
 * @param agreed what they made sure of before
 * @param blamed who of its roster broke the protocol, and the rule
 * @param heard what the sum was revealed from; empty if nothing was
 */
record SessionEnding(
    Optional<SummedUpdate> sum,
    List<String> survivors,
    Agreed agreed,
    Map<String, ErrorCode> blamed,
    List<SessionMessage> heard) {

  /** Of a session that failed. */
  static SessionEnding nothing() {
    return nothing(Map.of());
  }

  private static SessionEnding nothing(Map<String, ErrorCode> blamed) {
    return new SessionEnding(Optional.empty(), List.of(), Agreed.none(), blamed, List.of());
  }

  /**
   * Of a session that is over; runs guest code, reads every value, and closes the session.
   *
   * @param base the version that its sites started from
   * @param noise of the coordinator's own, on the sum before anybody sees it
   */
  static SessionEnding of(
      CoordinatorSession session,
      SessionPlans plans,
      Digest base,
      UnaryOperator<IntVector> noise,
      Vectors vectors) {
    try (session) {
      Map<String, ErrorCode> blamed = new TreeMap<>(session.blamed());
      blamed.keySet().retainAll(plans.session().roster());
      if (session.sum().isEmpty()) {
        return nothing(blamed);
      }
      CoordinatorSession.Sum sum = session.sum().get();
      SummedUpdate open =
          plans
              .quantizer()
              .role()
              .dequantize(
                  noise.apply(sum.residues()),
                  base,
                  plans.quantization(),
                  sum.survivors().size(),
                  vectors);
      return new SessionEnding(
          Optional.of(open), sum.survivors(), sum.agreed(), blamed, session.heard());
    }
  }
}
