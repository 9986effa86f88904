package org.cloister.app.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cloister.engine.data.Imputation;
import org.cloister.engine.data.Preparation;
import org.cloister.engine.data.StatisticsLimits;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.FloatVector;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Placement;
import org.cloister.model.PluginPin;
import org.cloister.model.Preprocessing;
import org.cloister.model.Settings;
import org.cloister.model.Target;
import org.cloister.model.Tensor;
import org.cloister.model.Transform;

/** Models of every kind that can be kept, whether or not they make sense. */
final class SampleModels {

  private final SplittableRandom random;

  SampleModels(long seed) {
    random = new SplittableRandom(seed);
  }

  StoredModel next() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Placement placement = any(Placement.values());
      tensors.add(new Tensor("t" + i, shape(), placement));
    }
    ParameterLayout layout = new ParameterLayout(tensors);
    DataSchema schema = schema();
    ModelSpec spec =
        new ModelSpec(
            "linear",
            settings(),
            schema,
            layout,
            random.nextBoolean() ? Optional.of(Digest.of("base")) : Optional.empty());
    Preprocessing.Scope scope = any(Preprocessing.Scope.values());
    Model model =
        Model.of(
            spec,
            vector(layout.length(Placement.SHARED)),
            shared(),
            new Preprocessing(scope, steps()));
    return new StoredModel(model, random.nextInt(100), provenance());
  }

  private List<Integer> shape() {
    return random.ints(random.nextInt(3), 1, 5).boxed().toList();
  }

  private DataSchema schema() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column.Numeric("age", Double.NEGATIVE_INFINITY, number()));
    columns.add(new Column.Categorical("cp", List.of("1", "\"\u00e4 \u4e16,", "")));
    columns.add(new Column.Text("note"));
    columns.add(new Column.Image("scan", 2, 3, 1));
    columns.add(new Column.Entity("user", 1 + random.nextInt(9)));
    Target target = any(Target.values());
    int classes = target == Target.CLASS ? 3 : target == Target.BINARY ? 2 : 0;
    columns.add(new Column.Label("num", target, classes));
    return new DataSchema(columns.subList(random.nextInt(5), 6));
  }

  private List<Transform> steps() {
    List<Transform> steps = new ArrayList<>();
    steps.add(new Transform.Missing("age", List.of(0.0, number())));
    steps.add(new Transform.Impute("age", number()));
    steps.add(new Transform.OneHot("cp", List.of("1", "2"), random.nextBoolean()));
    steps.add(new Transform.Standardise("age", number(), Math.abs(number())));
    steps.add(new Transform.HashText("note", 16, 3));
    steps.add(new Transform.ScaleImage("scan", number(), Math.abs(number()) + 1e-9));
    return steps.subList(random.nextInt(6), 6);
  }

  private Parts shared() {
    Map<String, FloatVector> tensors = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tensors.put("part-" + i, vector(random.nextInt(40_000)));
    }
    Parts parts = new Parts(tensors, Map.of(), Map.of());
    Parts more = random.nextBoolean() ? parts.with(Parts.ofScalars("rate", number(), 0)) : parts;
    return random.nextBoolean() ? more.with(Parts.ofCounts("seen", random.nextLong())) : more;
  }

  private Provenance provenance() {
    return new Provenance(
        "a job",
        Digest.of("file"),
        Digest.of("terms"),
        random.nextLong(),
        "open",
        "It saw \u2026 all.",
        List.of("a", "b"),
        List.of(new PluginPin("trainer", "sgd", "0.1.0", Digest.of("bundle"))),
        "0.1.0",
        recipe());
  }

  private Recipe recipe() {
    boolean steps = random.nextBoolean();
    return new Recipe(
        new PluginUse("csv", settings()),
        preparation(),
        new PluginUse("sgd", settings()),
        1 + random.nextInt(100),
        steps ? 1 + random.nextInt(1000) : 0,
        steps ? 0 : 0.1 + random.nextDouble());
  }

  private Preparation preparation() {
    return random.nextBoolean()
        ? new Preparation(
            any(Preprocessing.Scope.values()),
            any(Preparation.Missing.values()),
            random.nextBoolean())
        : new Preparation(
            any(Preprocessing.Scope.values()),
            Preparation.Missing.IMPUTE,
            random.nextBoolean(),
            Map.of("age", List.of(number(), -0.0)),
            Map.of(
                "age", random.nextBoolean() ? new Imputation.Mean() : new Imputation.Median(),
                "cp", random.nextBoolean() ? new Imputation.Mode() : new Imputation.Constant(1)),
            new StatisticsLimits(random.nextInt(16, 1000), 1 + random.nextInt(1 << 30)));
  }

  private Settings settings() {
    return random.nextBoolean()
        ? Settings.none()
        : Settings.of("label-rule", "> 0", "text", "\u0000\n\ud83d\ude00" + number());
  }

  private <T> T any(T[] values) {
    return List.of(values).get(random.nextInt(values.length));
  }

  private double number() {
    return Double.longBitsToDouble(random.nextLong(0x3000000000000000L, 0x4700000000000000L));
  }

  private FloatVector vector(long length) {
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt() & 0xbf7fffff);
    }
    return FloatVector.of(values);
  }
}
