package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.Message;
import org.cloister.engine.round.Updates;
import org.cloister.model.Contribution;
import org.cloister.model.FloatVector;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Compressor;
import org.cloister.spi.DropReason;
import org.cloister.spi.SingleCompressor;
import org.cloister.spi.SiteWeight;

/**
 * Whether one site's answer on the open route can be used; reads every value, so it runs outside
 * the machine.
 */
final class AnswerCheck {
  private AnswerCheck() {}

  /** One of the two. */
  record Verdict(Optional<Contribution> contribution, Optional<DropReason> refusal) {
    static Verdict refused(DropReason reason) {
      return new Verdict(Optional.empty(), Optional.of(reason));
    }
  }

  static Verdict of(
      AggregationRoute route, List<Part> parts, Message.Answer answer, Vectors vectors) {
    Contribution sent = answer.contribution();
    Parts values = sent.parts();
    Optional<Configured<? extends Compressor>> compressor =
        route instanceof AggregationRoute.Open open ? open.compressor() : Optional.empty();
    Optional<Part> delta =
        parts.stream().filter(part -> part.name().equals(Part.DELTA)).findFirst();
    boolean single =
        compressor.isPresent()
            && compressor.get().role() instanceof SingleCompressor
            && delta.isPresent();
    if (answer.compressed().isPresent() != single) {
      return Verdict.refused(DropReason.INVALID);
    }
    if (single
        && compressor.isPresent()
        && compressor.get().role() instanceof SingleCompressor codec
        && answer.compressed().isPresent()
        && delta.isPresent()) {
      FloatVector full =
          codec.expand(
              answer.compressed().get(),
              delta.get().kind().length(),
              compressor.get().settings(),
              vectors);
      values = values.with(Parts.ofTensor(Part.DELTA, full));
    }
    if (!Updates.fit(values, parts)) {
      return Verdict.refused(DropReason.INVALID);
    }
    if (sent.weight() > mostWeight(route, delta.isPresent())) {
      return Verdict.refused(DropReason.INVALID);
    }
    if (!Updates.finite(values)) {
      return Verdict.refused(DropReason.NOT_FINITE);
    }
    return new Verdict(
        Optional.of(new Contribution(sent.base(), sent.weight(), Updates.saturated(values, parts))),
        Optional.empty());
  }

  /** A site can say how many examples it has, but not that it counts more than once. */
  private static double mostWeight(AggregationRoute route, boolean training) {
    var aggregator = route.aggregator();
    return training && aggregator.role().weighting(aggregator.settings()) == SiteWeight.EXAMPLES
        ? Integer.MAX_VALUE
        : 1;
  }
}
