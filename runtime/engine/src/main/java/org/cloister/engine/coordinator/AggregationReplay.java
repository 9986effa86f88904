package org.cloister.engine.coordinator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cloister.engine.Fact;
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
import org.cloister.port.Protection;
import org.cloister.spi.protection.Agreed;

/**
 * Makes a candidate again from what it was made from, by the very code that made it: the same
 * checks of answers, the same sums in the same order or the same sessions revealed again, the same
 * aggregator.
 */
public final class AggregationReplay {
  private AggregationReplay() {}

  /**
   * A candidate that was made again.
   *
   * @param aggregate the digest of its weights alone
   * @param model its version
   * @param agreed what the sites of its sessions made sure of first
   * @param answers what it was made from
   */
  public record Remade(Digest aggregate, Digest model, Agreed agreed, Set<Fact.Answered> answers) {
    /** Copies the set. */
    public Remade {
      answers = Set.copyOf(answers);
    }
  }

  /**
   * Makes it again; runs guest code and reads every value.
   *
   * @param terms of the job
   * @param assembly with the plugins of the round
   * @param round what was recorded
   * @param protection whose sessions check what the sites signed; they sign nothing
   * @throws CloisterException {@link ErrorCode#HISTORY_DIVERGED} if what was recorded cannot have
   *     led to a candidate; {@link ErrorCode#ROUTE_MISMATCH} on a route whose sums must not or
   *     cannot be revealed again
   */
  public static Remade of(
      JobTerms terms,
      Assembly assembly,
      RecordedRound round,
      Protection protection,
      Vectors vectors) {
    RoundInputs inputs = round.inputs();
    require(
        assembly.pins().equals(inputs.plugins()), "it must be made by the plugins of its round");
    Model base = base(terms, assembly, inputs.base());
    List<Part> parts = RoundParts.training(terms, assembly, base.spec().layout());
    Collected collected =
        assembly.route() instanceof AggregationRoute.Open
            ? answers(assembly, round, base, parts, vectors)
            : new SessionReplay(terms, assembly, protection, vectors).of(inputs, base, parts);
    Aggregation.Candidate candidate =
        new Aggregation(terms, assembly, inputs.round(), base, inputs.server(), vectors)
            .of(collected);
    return new Remade(
        candidate.weights(), candidate.model().version(), collected.agreed(), collected.answers());
  }

  private static Collected answers(
      Assembly assembly, RecordedRound round, Model base, List<Part> parts, Vectors vectors) {
    List<ReceivedUpdate> updates = new ArrayList<>();
    Set<Collected.Counted> counted = new HashSet<>();
    for (RoundInputs.Used used : round.inputs().used()) {
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
    return Collected.open(parts, base.version(), updates, counted);
  }

  private static Model base(JobTerms terms, Assembly assembly, Message.Broadcast sent) {
    Model base = Models.of(terms, assembly, sent.weights(), sent.shared(), sent.preprocessing());
    require(
        base.version().equals(sent.version()), "the model before must be what its version names");
    return base;
  }

  static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.HISTORY_DIVERGED,
        "A recorded round must be what happened: " + why + ".");
  }
}
