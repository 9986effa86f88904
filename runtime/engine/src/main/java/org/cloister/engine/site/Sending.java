package org.cloister.engine.site;

import java.util.List;
import java.util.Optional;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.round.RoundParts;
import org.cloister.engine.round.Updates;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Placement;
import org.cloister.model.Seeds;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Configured;
import org.cloister.spi.Compressor;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.SingleCompressor;
import org.cloister.spi.SiteWeight;
import org.cloister.spi.TrainingResult;
import org.cloister.spi.protection.PrivacyMechanism;

/**
 * From what a trainer returned to what leaves the site: change, clip, noise, compression. HOME
 * values stay here.
 */
record Sending(SiteWork work, int round, Digest base, ParameterLayout layout, List<Part> parts) {

  Worked worked(FloatVector initial, TrainingResult result, double meanLoss, long steps) {
    int length = layout.trainableLength();
    CloisterException.require(
        result.weights().length() == length,
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "Trainer "
            + work.assembly().trainer().role().id()
            + " must return "
            + length
            + " weights, returned "
            + result.weights().length()
            + ".");
    long shared = layout.length(Placement.SHARED);
    FloatVector delta =
        difference(
            result.weights().range(0, shared), initial.range(0, shared), result.deltaScale());
    Parts sent =
        RoundParts.reportsLoss(work.assembly())
            ? result.parts().with(Parts.ofScalars(Part.TRAINING_LOSS, meanLoss))
            : result.parts();
    SiteMemory next =
        new SiteMemory(
            result.state(),
            Optional.of(copy(result.weights().range(shared, length - shared))),
            work.memory().residual(),
            work.memory().steps() + steps);
    return compressed(delta, sent, next, steps);
  }

  private Worked compressed(FloatVector delta, Parts rest, SiteMemory memory, long steps) {
    Optional<Configured<SingleCompressor>> single = single();
    if (single.isPresent()) {
      SingleCompressor codec = single.get().role();
      FloatVector residual = work.memory().residual().orElse(FloatVector.zeros(delta.length()));
      FloatVector whole = noisy(clip(work.vectors().axpy(1, residual, delta)));
      Bytes body = codec.compress(whole, single.get().settings());
      FloatVector kept =
          codec.expand(body, whole.length(), single.get().settings(), work.vectors());
      SiteMemory next =
          new SiteMemory(
              memory.trainer(),
              memory.home(),
              Optional.of(work.vectors().axpy(-1, kept, whole)),
              memory.steps());
      return new Worked(
          parts,
          new Contribution(base, weight(), check(rest, false)),
          Optional.of(body),
          next,
          steps);
    }
    FloatVector full = noisy(clip(delta));
    Optional<Configured<LinearCompressor>> linear =
        RoundParts.linearCompressor(work.assembly().route());
    if (linear.isPresent()) {
      LinearCompressor codec = linear.get().role();
      long seed = Seeds.derive(work.terms().seed(), "compressor", round, "", codec.id());
      full = codec.compress(full, seed, linear.get().settings(), work.vectors());
    }
    Parts all = check(rest.with(Parts.ofTensor(Part.DELTA, full)), true);
    return new Worked(
        parts, new Contribution(base, weight(), all), Optional.empty(), memory, steps);
  }

  private Parts check(Parts values, boolean withDelta) {
    List<Part> expected =
        parts.stream().filter(part -> withDelta || !part.name().equals(Part.DELTA)).toList();
    CloisterException.require(
        Updates.fit(values, expected),
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "Trainer "
            + work.assembly().trainer().role().id()
            + " returned other parts than its contract says.");
    return Updates.clipped(
        values, expected.stream().filter(part -> !part.name().equals(Part.DELTA)).toList());
  }

  private FloatVector clip(FloatVector delta) {
    Part bound =
        Part.weighted(Part.DELTA, new Part.Kind.Tensors(delta.length(), work.terms().clipNorm()));
    return Updates.clipped(Parts.ofTensor(Part.DELTA, delta), List.of(bound)).tensor(Part.DELTA);
  }

  private FloatVector noisy(FloatVector clipped) {
    Optional<Configured<PrivacyMechanism.Real>> noise =
        work.assembly().route() instanceof AggregationRoute.Open open
            ? open.noise()
            : Optional.empty();
    if (noise.isEmpty()) {
      return clipped;
    }
    CloisterException.require(
        Double.isFinite(work.terms().clipNorm()),
        ErrorCode.JOB_INVALID,
        "Noise on a site's change needs a clip norm; set clip-norm.");
    return noise
        .get()
        .role()
        .perturb(
            clipped,
            work.terms().clipNorm(),
            noise.get().settings(),
            work.protection().random(),
            work.vectors());
  }

  private Optional<Configured<SingleCompressor>> single() {
    Optional<Configured<? extends Compressor>> compressor =
        work.assembly().route() instanceof AggregationRoute.Open open
            ? open.compressor()
            : Optional.empty();
    return compressor.isPresent() && compressor.get().role() instanceof SingleCompressor codec
        ? Optional.of(new Configured<>(codec, compressor.get().settings()))
        : Optional.empty();
  }

  private double weight() {
    return work.weighting() == SiteWeight.EXAMPLES
        ? work.assembly().route().weights().of(work.data().table().trainCount())
        : 1;
  }

  /**
   * {@code scale * (after - before)}: the change is taken first, so that small changes of large
   * weights stay exact.
   */
  private static FloatVector difference(FloatVector after, FloatVector before, double scale) {
    float[] a = after.toArray();
    float[] b = before.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (scale * ((double) a[i] - b[i]));
    }
    return FloatVector.of(a);
  }

  private static FloatVector copy(FloatVector view) {
    return FloatVector.of(view.toArray());
  }
}
