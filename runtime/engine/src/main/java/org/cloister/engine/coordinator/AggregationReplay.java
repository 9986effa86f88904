package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.RecordedRound;
import org.cloister.engine.RoundInputs;
import org.cloister.engine.round.Models;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Vectors;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.spi.protection.Agreed;

/**
 * Makes a candidate again from what it was made from, by the very code that made it: the same
 * checks of answers, the same sums in the same order, the same aggregator.
 */
public final class AggregationReplay {
  private AggregationReplay() {}

  /**
   * A candidate that was made again.
   *
   * @param aggregate the digest of its weights alone
   * @param model its version
   */
  public record Remade(Digest aggregate, Digest model) {}

  /**
   * Makes it again; runs guest code and reads every value.
   *
   * @param terms of the job
   * @param assembly with the plugins of the round
   * @param round what was recorded
   * @throws CloisterException {@link ErrorCode#HISTORY_DIVERGED} if what was recorded cannot have
   *     led to a candidate; {@link ErrorCode#ROUTE_MISMATCH} on a route whose answers are masked
   */
  public static Remade of(JobTerms terms, Assembly assembly, RecordedRound round, Vectors vectors) {
    RoundInputs inputs = round.inputs();
    CloisterException.require(
        assembly.route() instanceof AggregationRoute.Open,
        ErrorCode.ROUTE_MISMATCH,
        "A round can be made again on the open route, whose answers came one by one; this one's"
            + " route has masked sums.");
    require(
        assembly.pins().equals(inputs.plugins()), "it must be made by the plugins of its round");
    Model base = base(terms, assembly, inputs.base());
    List<Part> parts = RoundParts.training(terms, assembly, base.spec().layout());
    List<ReceivedUpdate> updates = new ArrayList<>();
    Set<Collected.Counted> counted = new HashSet<>();
    for (RoundInputs.Used used : inputs.used()) {
      RecordedRound.Stated stated = round.answers().get(used.answer());
      require(stated != null, "every answer that counted must be there");
      AnswerCheck.Verdict verdict =
          AnswerCheck.of(
              assembly.route(), parts, java.util.Objects.requireNonNull(stated).answer(), vectors);
      require(verdict.contribution().isPresent(), "every answer that counted must be valid");
      updates.add(
          new ReceivedUpdate(
              used.answer().site(), verdict.contribution().orElseThrow(), used.staleness()));
      counted.add(new Collected.Counted(used.answer().site(), used.answer().ask()));
    }
    Collected collected =
        new Collected(parts, base.version(), updates, Optional.empty(), Agreed.none(), counted);
    Aggregation.Candidate candidate =
        new Aggregation(terms, assembly, inputs.round(), base, inputs.server(), vectors)
            .of(collected);
    return new Remade(candidate.weights(), candidate.model().version());
  }

  private static Model base(JobTerms terms, Assembly assembly, Message.Broadcast sent) {
    Model base = Models.of(terms, assembly, sent.weights(), sent.shared(), sent.preprocessing());
    require(
        base.version().equals(sent.version()), "the model before must be what its version names");
    return base;
  }

  private static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.HISTORY_DIVERGED,
        "A recorded round must be what happened: " + why + ".");
  }
}
