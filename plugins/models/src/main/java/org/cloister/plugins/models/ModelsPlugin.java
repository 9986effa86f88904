package org.cloister.plugins.models;

import java.util.List;
import java.util.Set;
import org.cloister.model.Target;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.Plugin;
import org.cloister.spi.PluginEntry;

/** The bundle's entry: the models {@code linear}, {@code logistic} and {@code softmax}. */
@PluginEntry
public final class ModelsPlugin implements Plugin {

  /** A plugin without state. */
  public ModelsPlugin() {}

  @Override
  public List<ModelArchitecture> architectures() {
    return List.of(
        new AffineModel("linear", Set.of(Target.REAL, Target.COUNT), new SquaredLoss()),
        new AffineModel("logistic", Set.of(Target.BINARY), new LogisticLoss()),
        new AffineModel("softmax", Set.of(Target.CLASS), new SoftmaxLoss()));
  }
}
