package org.cloister.engine.coordinator;

import org.cloister.engine.JobTerms;
import org.cloister.engine.round.Models;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Placement;
import org.cloister.model.Preprocessing;
import org.cloister.model.Seeds;
import org.cloister.model.VectorWriter;
import org.cloister.model.Vectors;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.spi.ModelArchitecture;

/** Makes the model that a job starts from. */
final class FirstModel {
  private FirstModel() {}

  static Model of(JobTerms terms, Assembly assembly, Preprocessing preprocessing, Vectors vectors) {
    ParameterLayout layout = Models.federatedLayout(terms, assembly);
    long length = layout.length(Placement.SHARED);
    FloatVector weights =
        terms
            .initialWeights()
            .orElseGet(() -> initialised(terms, assembly, layout, vectors).range(0, length));
    CloisterException.require(
        weights.length() == length,
        ErrorCode.JOB_INVALID,
        "The initial weights must be "
            + length
            + " values, as the model's shared tensors are; they are "
            + weights.length()
            + ".");
    Parts shared = assembly.trainer().role().initialShared(layout, assembly.trainer().settings());
    return Models.of(terms, assembly, weights, shared, preprocessing);
  }

  private static FloatVector initialised(
      JobTerms terms, Assembly assembly, ParameterLayout layout, Vectors vectors) {
    Configured<ModelArchitecture> architecture = assembly.architecture();
    long seed = Seeds.derive(terms.seed(), "initialise", 0, "", architecture.role().id());
    try (VectorWriter out = vectors.create(layout.trainableLength())) {
      architecture.role().initialise(layout, architecture.settings(), seed, out);
      return out.finish();
    }
  }
}
