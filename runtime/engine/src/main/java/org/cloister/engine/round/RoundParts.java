package org.cloister.engine.round;

import java.util.ArrayList;
import java.util.List;
import org.cloister.engine.JobTerms;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Placement;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.spi.LinearCompressor;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;

/**
 * The parts that a task sends, in the order on the wire. Both sides compute them, so that nothing
 * about them has to be believed.
 */
public final class RoundParts {
  /** The bounds of a mean training loss on a sum route. */
  private static final Part.Kind.Scalars LOSS = new Part.Kind.Scalars(1, -1e6, 1e6, 1e-6);

  private RoundParts() {}

  /** The parts of a training: the change, the trainer's own, the loss. */
  public static List<Part> training(JobTerms terms, Assembly assembly, ParameterLayout layout) {
    Configured<Trainer> trainer = assembly.trainer();
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.weighted(
            Part.DELTA,
            new Part.Kind.Tensors(
                sentLength(assembly, layout.length(Placement.SHARED)), terms.clipNorm())));
    for (Part part : trainer.role().contract(layout, trainer.settings()).parts()) {
      CloisterException.require(
          !part.name().equals(Part.DELTA) && !part.name().equals(Part.TRAINING_LOSS),
          ErrorCode.PLUGIN_CONTRACT_BROKEN,
          "Trainer "
              + trainer.role().id()
              + " sends a part named "
              + part.name()
              + ", a name of the host; it must choose another.");
      parts.add(part);
    }
    if (reportsLoss(assembly)) {
      parts.add(Part.weighted(Part.TRAINING_LOSS, LOSS));
    }
    return parts;
  }

  /**
   * Whether the training loss leaves the site. Not where the job promises differential privacy for
   * gradients or changes: no noise of theirs covers the loss.
   */
  public static boolean reportsLoss(Assembly assembly) {
    boolean noisyChange =
        assembly.route() instanceof AggregationRoute.Open open && open.noise().isPresent();
    return !noisyChange && assembly.gradientPrivacy().isEmpty();
  }

  private static long sentLength(Assembly assembly, long length) {
    return linearCompressor(assembly.route())
        .map(c -> c.role().compressedLength(length, c.settings()))
        .orElse(length);
  }

  /** The compressor that commutes with sums, if the route has one. */
  public static java.util.Optional<Configured<LinearCompressor>> linearCompressor(
      AggregationRoute route) {
    if (route instanceof AggregationRoute.Secure secure) {
      return secure.compressor();
    }
    if (route instanceof AggregationRoute.Open open
        && open.compressor().isPresent()
        && open.compressor().get().role() instanceof LinearCompressor linear) {
      return java.util.Optional.of(new Configured<>(linear, open.compressor().get().settings()));
    }
    return java.util.Optional.empty();
  }

  /** The parts of a query. */
  public static List<Part> query(Assembly assembly, SiteTask.Query query, DataSchema schema) {
    return sumQuery(assembly, query.query()).parts(schema, query.settings());
  }

  /**
   * The query of that id.
   *
   * @throws CloisterException {@link ErrorCode#PLUGIN_NOT_FOUND} if the job has none
   */
  public static SumQuery sumQuery(Assembly assembly, String id) {
    SumQuery query = assembly.queries().get(id);
    if (query == null) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND,
          "The workflow asks for the query "
              + id
              + ", which the job does not have; it has "
              + assembly.queries().keySet()
              + ".");
    }
    return query;
  }
}
