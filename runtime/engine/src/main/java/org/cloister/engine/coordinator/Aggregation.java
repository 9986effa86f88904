package org.cloister.engine.coordinator;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobTerms;
import org.cloister.engine.round.Models;
import org.cloister.engine.round.RoundParts;
import org.cloister.engine.round.Updates;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.ReceivedUpdate;
import org.cloister.model.Seeds;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.model.Vectors;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregated;
import org.cloister.spi.AggregationTask;
import org.cloister.spi.Aggregator;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.ServerState;
import org.cloister.spi.SumAggregator;
import org.cloister.spi.UpdateAggregator;

/**
 * Makes a candidate model from what a training brought in. Pure; runs outside the machine, because
 * aggregator and trainer are guests.
 */
record Aggregation(
    JobTerms terms, Assembly assembly, int round, Model model, ServerState state, Vectors vectors) {

  /**
   * A candidate and what its aggregator remembers.
   *
   * @param weights the digest of the candidate's weights alone
   */
  record Candidate(Model model, ServerState state, Collected from, Digest weights) {}

  Candidate of(Collected collected) {
    Configured<? extends Aggregator> aggregator = assembly.route().aggregator();
    Settings settings = aggregator.settings();
    AggregationTask task = new AggregationTask(round, model, state, settings, vectors);
    Aggregated next;
    if (aggregator.role() instanceof SumAggregator rule) {
      next = rule.aggregate(task, expanded(collected.sum(collected.parts(), vectors)));
    } else {
      next =
          ((UpdateAggregator) aggregator.role())
              .aggregate(task, collected.updates().stream().map(this::expanded).toList());
    }
    check(aggregator.role(), next.weights());
    return new Candidate(
        Models.of(terms, assembly, next.weights(), fold(collected), model.preprocessing()),
        next.state(),
        collected,
        Digest.of(next.weights()));
  }

  private void check(Aggregator rule, FloatVector weights) {
    CloisterException.require(
        weights.length() == model.weights().length(),
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "Aggregator "
            + rule.id()
            + " must return "
            + model.weights().length()
            + " weights, returned "
            + weights.length()
            + ".");
    CloisterException.require(
        Updates.finite(weights),
        ErrorCode.NOT_FINITE,
        "Aggregator " + rule.id() + " returned weights that are not finite; the round is void.");
  }

  private Parts fold(Collected collected) {
    List<Part> own =
        collected.parts().stream().filter(part -> !part.name().equals(Part.DELTA)).toList();
    return assembly
        .trainer()
        .role()
        .fold(
            model.shared(),
            collected.sum(own, vectors),
            terms.roster().size(),
            assembly.trainer().settings());
  }

  private SummedUpdate expanded(SummedUpdate sum) {
    return new SummedUpdate(sum.base(), sum.weightSum(), sum.participants(), expanded(sum.sums()));
  }

  private ReceivedUpdate expanded(ReceivedUpdate update) {
    Contribution sent = update.contribution();
    return new ReceivedUpdate(
        update.source(),
        new Contribution(sent.base(), sent.weight(), expanded(sent.parts())),
        update.staleness());
  }

  private Parts expanded(Parts parts) {
    Optional<Configured<LinearCompressor>> compressor =
        RoundParts.linearCompressor(assembly.route());
    if (compressor.isEmpty()) {
      return parts;
    }
    LinearCompressor linear = compressor.get().role();
    long seed = Seeds.derive(terms.seed(), "compressor", round, "", linear.id());
    FloatVector full =
        linear.expandSum(
            parts.tensor(Part.DELTA),
            model.weights().length(),
            seed,
            compressor.get().settings(),
            vectors);
    return parts.with(Parts.ofTensor(Part.DELTA, full));
  }
}
