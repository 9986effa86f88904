package org.cloister.plugins.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;

/**
 * The sizes of a network.
 *
 * @param widths features, hidden widths, outputs
 * @param activation after each layer but the last
 */
record MlpShape(List<Integer> widths, Activation activation) {
  private static final int MOST_LAYERS = 16;
  private static final int WIDEST = 1 << 16;

  MlpShape {
    widths = List.copyOf(widths);
  }

  static MlpShape of(BatchSchema data, Settings settings) {
    List<Integer> widths = new ArrayList<>();
    Activation activation = activation(settings);
    List<Integer> hidden = hidden(settings);
    widths.add(data.dense(BatchInput.FEATURES).size());
    widths.addAll(hidden);
    widths.add(data.target() == Target.CLASS ? data.classes() : 1);
    return new MlpShape(widths, activation);
  }

  /** The shape behind a layout that {@link #layout} made. */
  static MlpShape of(ParameterLayout layout, Settings settings) {
    List<Integer> widths = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      if (tensor.shape().size() == 2) {
        widths.add(tensor.shape().get(0));
      }
    }
    List<Integer> last = layout.tensors().get(layout.tensors().size() - 1).shape();
    widths.add(last.get(0));
    return new MlpShape(widths, activation(settings));
  }

  private static Activation activation(Settings settings) {
    settings.requireOnly("hidden", "activation");
    return settings.oneOf("activation", "relu", "relu", "tanh").equals("relu")
        ? Activation.RELU
        : Activation.TANH;
  }

  private static List<Integer> hidden(Settings settings) {
    String text = settings.text("hidden", "64");
    List<Integer> hidden = new ArrayList<>();
    try {
      Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .map(Integer::valueOf)
          .forEach(hidden::add);
    } catch (NumberFormatException e) {
      hidden.clear();
    }
    CloisterException.require(
        !hidden.isEmpty()
            && hidden.size() <= MOST_LAYERS
            && hidden.stream().allMatch(width -> width >= 1 && width <= WIDEST),
        ErrorCode.SETTING_INVALID,
        "hidden must be 1 to "
            + MOST_LAYERS
            + " widths from 1 to "
            + WIDEST
            + ", separated by commas, was "
            + Quoted.of(text)
            + ".");
    return hidden;
  }

  int layers() {
    return widths.size() - 1;
  }

  int inputs(int layer) {
    return widths.get(layer);
  }

  int outputs(int layer) {
    return widths.get(layer + 1);
  }

  /** {@code w1} of {@code [inputs, outputs]}, {@code b1} of {@code [outputs]}, {@code w2}, ... */
  ParameterLayout layout() {
    List<Tensor> tensors = new ArrayList<>();
    for (int layer = 0; layer < layers(); layer++) {
      tensors.add(Tensor.shared("w" + (layer + 1), inputs(layer), outputs(layer)));
      tensors.add(Tensor.shared("b" + (layer + 1), outputs(layer)));
    }
    return new ParameterLayout(tensors);
  }
}
