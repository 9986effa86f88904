package org.cloister.engine.round;

import org.cloister.engine.JobTerms;
import org.cloister.engine.data.SiteDataset;
import org.cloister.model.BatchSchema;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Preprocessing;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.spi.ModelArchitecture;

/** Makes the models of a job, the same ones at every party. */
public final class Models {
  private Models() {}

  /** The layout that the federation shares. */
  public static ParameterLayout federatedLayout(JobTerms terms, Assembly assembly) {
    BatchSchema schema = SiteDataset.federated(terms.schema(), terms.preparation());
    Configured<ModelArchitecture> architecture = assembly.architecture();
    return architecture.role().layout(schema, schema, architecture.settings());
  }

  /** The model with these numbers. */
  public static Model of(
      JobTerms terms,
      Assembly assembly,
      FloatVector weights,
      Parts shared,
      Preprocessing preprocessing) {
    Configured<ModelArchitecture> architecture = assembly.architecture();
    ModelSpec spec =
        new ModelSpec(
            architecture.role().id(),
            architecture.settings(),
            terms.schema(),
            federatedLayout(terms, assembly),
            terms.base().map(Digest::of));
    return Model.of(spec, weights, shared, preprocessing);
  }
}
