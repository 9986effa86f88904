package org.cloister.engine.round;

import java.util.List;
import org.cloister.engine.Message;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Part;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.protection.QuantizationPlan;
import org.cloister.spi.protection.Quantizer;
import org.cloister.spi.protection.SecureAggregation;
import org.cloister.spi.protection.SessionPlan;

/**
 * The protocol, the quantizer and the plans of one session; computed by every party for itself.
 *
 * @param protocol the protocol
 * @param quantizer the quantizer
 * @param quantization how parts become residues
 * @param session what the parties of the session agree on
 */
public record SessionPlans(
    Configured<SecureAggregation> protocol,
    Configured<Quantizer> quantizer,
    QuantizationPlan quantization,
    SessionPlan session) {

  /**
   * The plans for an ask.
   *
   * @param terms the digest of the job's terms
   * @throws CloisterException {@link ErrorCode#ROUTE_MISMATCH} on the open route; what protocol and
   *     quantizer refuse
   */
  public static SessionPlans of(
      AggregationRoute route, Digest terms, Message.Ask ask, List<Part> parts) {
    Configured<SecureAggregation> protocol;
    Configured<Quantizer> quantizer;
    double maxWeight;
    if (route instanceof AggregationRoute.Secure secure) {
      protocol = secure.protocol();
      quantizer = secure.quantizer();
      maxWeight = secure.maxWeight();
    } else if (route instanceof AggregationRoute.Grouped grouped) {
      protocol = grouped.protocol();
      quantizer = grouped.quantizer();
      maxWeight = grouped.maxWeight();
    } else {
      throw new CloisterException(ErrorCode.ROUTE_MISMATCH, "The open route has no sessions.");
    }
    int participants = ask.session().size();
    QuantizationPlan quantization =
        quantizer.role().plan(parts, participants, maxWeight, quantizer.settings());
    SessionPlan session =
        new SessionPlan(
            context(terms, ask),
            ask.session(),
            protocol.role().threshold(participants, protocol.settings()),
            quantization.modulusBits(),
            quantization.length(),
            protocol.settings());
    return new SessionPlans(protocol, quantizer, quantization, session);
  }

  /** Everything that a session is bound to, the draw of its group among it. */
  private static Digest context(Digest terms, Message.Ask ask) {
    String draw = ask.draw().map(digest -> "\n" + digest.hex()).orElse("");
    return Digest.of(
        String.join(
                "\n",
                terms.hex(),
                Long.toString(ask.ask()),
                Integer.toString(ask.round()),
                ask.node(),
                ask.task().toString(),
                ask.model().toString(),
                ask.plugins().toString(),
                ask.session().toString())
            + draw);
  }
}
