package org.cloister.engine.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.JobTerms;
import org.cloister.engine.Message;
import org.cloister.engine.SiteBinding;
import org.cloister.engine.SiteMemory;
import org.cloister.engine.data.SharedSteps;
import org.cloister.engine.data.SiteData;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.round.Models;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Placement;
import org.cloister.model.Seeds;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.port.Protection;
import org.cloister.port.WeightPrecision;
import org.cloister.spi.Aggregator;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;
import org.cloister.spi.SiteTask;
import org.cloister.spi.SiteWeight;

/** Everything that one ask is worked on with. Immutable; its methods run outside the machine. */
record SiteWork(
    JobTerms terms,
    SiteBinding binding,
    SiteData data,
    Assembly assembly,
    Optional<Message.Broadcast> broadcast,
    SiteMemory memory,
    Protection protection,
    Vectors vectors) {

  /** Rows of a batch where only predictions are made. */
  static final int PREDICT_BATCH = 256;

  /** What this site's weight is in a training. */
  SiteWeight weighting() {
    Configured<? extends Aggregator> aggregator = assembly.route().aggregator();
    return aggregator.role().weighting(aggregator.settings());
  }

  /**
   * What this site sends for a task that two sums could tell by their difference: what it makes of
   * the model; and numbers that stay the same from round to round, the rows that a query counts or
   * the examples that a training counts for.
   */
  List<GivenSums.Quantity> quantities(SiteTask task) {
    if (task instanceof SiteTask.Query) {
      return List.of(GivenSums.Quantity.LASTING);
    }
    List<GivenSums.Quantity> quantities = new ArrayList<>();
    if (weighting() == SiteWeight.EXAMPLES && assembly.route().weights() == WeightPrecision.EXACT) {
      quantities.add(GivenSums.Quantity.LASTING);
    }
    broadcast.ifPresent(model -> quantities.add(GivenSums.Quantity.trained(model.version())));
    return quantities;
  }

  /** The layout with this site's own shapes of HOME tensors. */
  ParameterLayout layout() {
    BatchSchema federated = SiteDataset.federated(terms.schema(), terms.preparation());
    Configured<ModelArchitecture> architecture = assembly.architecture();
    ParameterLayout site =
        architecture.role().layout(federated, data.table().batchSchema(), architecture.settings());
    ParameterLayout shared =
        architecture.role().layout(federated, federated, architecture.settings());
    CloisterException.require(
        site.shared().equals(shared.shared()),
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "The shared tensors of model "
            + architecture.role().id()
            + " must be the same at every site.");
    return site;
  }

  /** The broadcast, after a check that it is the model it says it is. */
  Message.Broadcast verified() {
    Message.Broadcast sent =
        broadcast.orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.MESSAGE_UNEXPECTED, "The ask needs a model and names none."));
    SharedSteps.check(terms.schema(), terms.preparation(), sent.preprocessing());
    Model model = Models.of(terms, assembly, sent.weights(), sent.shared(), sent.preprocessing());
    CloisterException.require(
        model.version().equals(sent.version()),
        ErrorCode.MESSAGE_MALFORMED,
        "The model that was sent is not the one that its version names; the ask is refused.");
    return sent;
  }

  /** Where training starts: the broadcast SHARED values, then this site's HOME values. */
  float[] trainable(ParameterLayout layout, FloatVector shared) {
    int sharedLength = Math.toIntExact(layout.length(Placement.SHARED));
    float[] weights = new float[layout.trainableLength()];
    shared.read(0, weights, 0, sharedLength);
    FloatVector home = memory.home().orElseGet(() -> initialHome(layout));
    home.read(0, weights, sharedLength, weights.length - sharedLength);
    return weights;
  }

  private FloatVector initialHome(ParameterLayout layout) {
    long sharedLength = layout.length(Placement.SHARED);
    long homeLength = layout.length(Placement.HOME);
    if (homeLength == 0) {
      return FloatVector.zeros(0);
    }
    Configured<ModelArchitecture> architecture = assembly.architecture();
    long seed =
        Seeds.derive(terms.seed(), "initialise", 0, binding.site(), architecture.role().id());
    try (VectorWriter out = vectors.create(layout.trainableLength())) {
      architecture.role().initialise(layout, architecture.settings(), seed, out);
      return out.finish().range(sharedLength, homeLength);
    }
  }

  /** A session of the model; the caller closes it. */
  ModelSession session(ParameterLayout layout, int maxBatch) {
    Configured<ModelArchitecture> architecture = assembly.architecture();
    FloatVector frozen = terms.base().orElse(FloatVector.zeros(0));
    return architecture
        .role()
        .open(data.table().batchSchema(), layout, architecture.settings(), frozen, maxBatch);
  }
}
