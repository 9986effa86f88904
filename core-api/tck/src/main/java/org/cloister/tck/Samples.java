package org.cloister.tck;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Placement;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;

/** Small synthetic values, each made from a seed. */
final class Samples {

  /** SHARED and HOME values, so that nobody can take one length for the other. */
  static final ParameterLayout LAYOUT =
      ParameterLayout.of(
          Tensor.shared("w", 3, 3), Tensor.home("bias", 2), Tensor.shared("scale", 2));

  static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("x0", -10, 10),
          new Column.Numeric("x1", -10, 10),
          new Column.Label("y", Target.BINARY, 2));

  private Samples() {}

  /** {@code length} values from -scale to scale. */
  static float[] floats(int length, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * scale);
    }
    return values;
  }

  static FloatVector vector(long length, double scale, long seed) {
    return FloatVector.of(floats(Math.toIntExact(length), scale, seed));
  }

  static long sharedLength() {
    return LAYOUT.length(Placement.SHARED);
  }

  static Model model(long seed) {
    ModelSpec spec = new ModelSpec("sample", Settings.none(), SCHEMA, LAYOUT, Optional.empty());
    return Model.of(spec, vector(sharedLength(), 1, seed), Parts.none(), Preprocessing.none());
  }

  /** Values for each part, within its bounds. */
  static Parts parts(List<Part> parts, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, FloatVector> tensors = new TreeMap<>();
    Map<String, List<Double>> scalars = new TreeMap<>();
    Map<String, List<Long>> counts = new TreeMap<>();
    for (Part part : parts) {
      if (part.kind() instanceof Part.Kind.Tensors kind) {
        tensors.put(part.name(), vector(kind.length(), scale, random.nextLong()));
      } else if (part.kind() instanceof Part.Kind.Scalars kind) {
        double width = Math.min(1, kind.max() - kind.min());
        double low = Math.max(kind.min(), Math.min(0, kind.max() - width));
        DoubleStream values = random.doubles(kind.count(), low, low + width);
        scalars.put(part.name(), values.boxed().toList());
      } else if (part.kind() instanceof Part.Kind.Counts kind) {
        LongStream values = random.longs(kind.count(), 1, Math.min(kind.max(), 1000) + 1);
        counts.put(part.name(), values.boxed().toList());
      }
    }
    return new Parts(tensors, scalars, counts);
  }

  /** Whether the values are those of the parts: the same names, kinds and lengths. */
  static boolean fits(Parts values, List<Part> parts) {
    for (Part part : parts) {
      long length = -1;
      if (part.kind() instanceof Part.Kind.Tensors) {
        FloatVector vector = values.tensors().get(part.name());
        length = vector == null ? -1 : vector.length();
      } else if (part.kind() instanceof Part.Kind.Scalars) {
        List<Double> list = values.scalars().get(part.name());
        length = list == null ? -1 : list.size();
      } else {
        List<Long> list = values.counts().get(part.name());
        length = list == null ? -1 : list.size();
      }
      if (length != part.kind().length()) {
        return false;
      }
    }
    return values.tensors().size() + values.scalars().size() + values.counts().size()
        == parts.size();
  }
}
