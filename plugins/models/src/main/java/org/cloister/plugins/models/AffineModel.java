package org.cloister.plugins.models;

import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.cloister.model.VectorWriter;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * Scores {@code weights * features + bias} of the dense input {@link BatchInput#FEATURES}; other
 * inputs are not looked at. Tensors: {@code weights}, {@code [features]} or {@code [classes,
 * features]}, and then {@code bias}, {@code [1]} or {@code [classes]}.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code l2}: from 0 (default); {@code l2 / 2 * |weights|^2} is part of each example's loss,
 *       so that it is clipped and weighted with it; the bias is left out
 *   <li>{@code initial}: {@code zeros} (default), or {@code uniform}: each value from {@code
 *       -1/sqrt(features)} to {@code 1/sqrt(features)}
 * </ul>
 */
final class AffineModel implements ModelArchitecture {
  private static final double MOST_L2 = 1e6;
  private static final String WEIGHTS = "weights";
  private static final String BIAS = "bias";

  private final String id;
  private final Set<Target> targets;
  private final ScoreLoss loss;

  AffineModel(String id, Set<Target> targets, ScoreLoss loss) {
    this.id = id;
    this.targets = targets;
    this.loss = loss;
  }

  @Override
  public String id() {
    return id;
  }

  /** As job files write it. */
  private static String name(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ParameterLayout layout(BatchSchema federated, BatchSchema site, Settings settings) {
    l2(settings);
    CloisterException.require(
        targets.contains(federated.target()),
        ErrorCode.SCHEMA_INVALID,
        "The label of model "
            + id
            + " must be one of "
            + targets.stream().sorted().map(AffineModel::name).collect(Collectors.joining(", "))
            + ", was "
            + name(federated.target())
            + "; choose another model.");
    int features = federated.dense(BatchInput.FEATURES).size();
    int outputs = outputs(federated);
    return ParameterLayout.of(
        federated.target() == Target.CLASS
            ? Tensor.shared(WEIGHTS, outputs, features)
            : Tensor.shared(WEIGHTS, features),
        Tensor.shared(BIAS, outputs));
  }

  @Override
  public void initialise(
      ParameterLayout layout, Settings settings, long seed, VectorWriter weights) {
    float[] values = new float[layout.trainableLength()];
    if (initial(settings).equals("uniform")) {
      Tensor tensor = layout.tensors().get(0);
      double bound = 1 / StrictMath.sqrt(tensor.shape().get(tensor.shape().size() - 1));
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    weights.write(values, 0, values.length);
  }

  @Override
  public ModelSession open(
      BatchSchema data,
      ParameterLayout layout,
      Settings settings,
      FloatVector frozen,
      int maxBatch) {
    CloisterException.require(
        layout.equals(layout(data, data, settings)),
        ErrorCode.SCHEMA_INVALID,
        "The tensors of model " + id + " must be those of its layout for this data, were others.");
    return new AffineSession(
        loss, data.dense(BatchInput.FEATURES).size(), outputs(data), l2(settings), maxBatch);
  }

  private static int outputs(BatchSchema data) {
    return data.target() == Target.CLASS ? data.classes() : 1;
  }

  /** Checks all settings, whichever is asked for. */
  private static double l2(Settings settings) {
    initial(settings);
    return settings.number("l2", 0, 0, MOST_L2);
  }

  private static String initial(Settings settings) {
    settings.requireOnly("l2", "initial");
    return settings.oneOf("initial", "zeros", "zeros", "uniform");
  }
}
