package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.BatchInput;
import org.cloister.model.BatchSchema;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Placement;
import org.cloister.model.Settings;
import org.cloister.model.Tensor;
import org.cloister.model.VectorWriter;
import org.cloister.spi.ModelArchitecture;
import org.cloister.spi.ModelSession;

/**
 * The contract of {@link ModelArchitecture} and of the sessions that it opens.
 *
 * <ul>
 *   <li>{@code layout_isStable}: the same data and settings give the same tensors.
 *   <li>{@code layout_refusesUnknownSettings}: a misspelt setting is refused before the job starts.
 *   <li>{@code layout_sharesTheSameAtEverySite}: SHARED and FROZEN tensors do not depend on a site.
 *   <li>{@code initialise_writesTheTrainableLength}: the first weights fill the layout.
 *   <li>{@code initialise_isDeterministic}: the same seed gives the same bits.
 *   <li>{@code initialise_isFinite}: training can start from them.
 *   <li>{@code open_answers}: a session for the layout opens.
 *   <li>{@code close_isHarmlessTwice}: a session may be closed more than once.
 *   <li>and the rules of sessions, see {@code SessionRules}, {@code GradientRules} and {@code
 *       CurvatureRules}: {@code outputs_matchTheTarget}, {@code gradient_leavesItsArgumentsAlone},
 *       {@code gradient_overwrites}, {@code gradient_isRepeatable}, {@code gradient_acceptsOneRow},
 *       {@code gradient_weighsExamples}, {@code gradient_matchesDifferences}, {@code
 *       predict_leavesItsArgumentsAlone}, {@code predict_fillsRowsTimesOutputs}, {@code
 *       predict_givesProbabilities}, {@code norms_matchGradients}, {@code
 *       hessianProduct_isSymmetric}, {@code hessianProduct_matchesGradients}.
 * </ul>
 */
public final class ModelArchitectureChecks {

  static final int ROWS = 6;
  private static final long SEED = 17;

  private ModelArchitectureChecks() {}

  /** The rules that {@code role} breaks on this data. */
  public static List<Finding> check(ModelArchitecture role, BatchSchema schema, Settings settings) {
    return run(role, List.of(schema), settings, CheckLevel.FULL).findings();
  }

  /**
   * Checks on those of {@code schemas} that the model accepts; on the first of them at admission.
   */
  static Checklist run(
      ModelArchitecture role, List<BatchSchema> schemas, Settings settings, CheckLevel level) {
    Checklist list = new Checklist(RoleNames.ARCHITECTURE, role.id());
    int accepted = 0;
    for (BatchSchema schema : schemas) {
      if (one(list, role, schema, settings, level)) {
        accepted++;
        if (level == CheckLevel.ADMISSION) {
          return list;
        }
      }
    }
    boolean any = accepted > 0 || !list.findings().isEmpty();
    if (level == CheckLevel.FULL) {
      list.rule(
          "layout_acceptsSomeData",
          "The model must accept at least one kind of data with these settings; name settings and a schema that it is made for in CheckOptions.",
          () -> any);
    }
    return list;
  }

  private static boolean one(
      Checklist list,
      ModelArchitecture role,
      BatchSchema schema,
      Settings settings,
      CheckLevel level) {
    ParameterLayout layout =
        list.answer(
            "layout_isStable",
            "layout must give equal answers to equal arguments.",
            () -> {
              ParameterLayout first = role.layout(schema, schema, settings);
              return first.equals(role.layout(schema, schema, settings)) ? first : null;
            });
    if (layout == null) {
      return false;
    }
    list.unknownSettings(
        "layout_refusesUnknownSettings", settings, s -> role.layout(schema, schema, s));
    list.rule(
        "layout_sharesTheSameAtEverySite",
        "Only HOME tensors may take their shape from the site's data.",
        () ->
            travelling(layout)
                .equals(travelling(role.layout(schema, elsewhere(schema), settings))));
    FloatVector weights = initial(list, role, layout, settings);
    if (weights != null) {
      session(list, role, schema, layout, settings, weights, level);
    }
    return true;
  }

  private static @org.jspecify.annotations.Nullable FloatVector initial(
      Checklist list, ModelArchitecture role, ParameterLayout layout, Settings settings) {
    FloatVector first =
        list.answer(
            "initialise_writesTheTrainableLength",
            "initialise must write exactly layout.trainableLength() values.",
            () -> initialised(role, layout, settings));
    if (first != null) {
      list.rule(
          "initialise_isDeterministic",
          "The same seed must give the same bits.",
          () -> Fingerprint.of(first).equals(Fingerprint.of(initialised(role, layout, settings))));
      boolean finite =
          list.rule(
              "initialise_isFinite",
              "The first weights must be finite.",
              () -> Fingerprint.finite(first));
      return finite ? first : null;
    }
    return null;
  }

  private static FloatVector initialised(
      ModelArchitecture role, ParameterLayout layout, Settings settings) {
    try (VectorWriter writer = new OpenEndedWriter(layout.trainableLength())) {
      role.initialise(layout, settings, SEED, writer);
      return writer.finish();
    }
  }

  private static void session(
      Checklist list,
      ModelArchitecture role,
      BatchSchema schema,
      ParameterLayout layout,
      Settings settings,
      FloatVector weights,
      CheckLevel level) {
    FloatVector frozen = Samples.vector(layout.length(Placement.FROZEN), 0.3, SEED);
    ModelSession session =
        list.answer(
            "open_answers",
            "open must give a session for a layout that the model made itself.",
            () -> role.open(schema, layout, settings, frozen, ROWS));
    if (session == null) {
      return;
    }
    // A random point near the first weights: zeros would hide mistakes.
    float[] point = Samples.floats(layout.trainableLength(), 0.3, SEED + 1);
    for (int i = 0; i < point.length; i++) {
      point[i] += weights.range(i, 1).toArray()[0];
    }
    try (session) {
      new SessionRules(list, session, schema, point).check();
      new GradientRules(list, session, schema, point).check(level);
      new CurvatureRules(list, session, schema, point).check();
    }
    list.runs("close_isHarmlessTwice", "A second close must do nothing.", session::close);
  }

  private static List<Tensor> travelling(ParameterLayout layout) {
    return layout.tensors().stream().filter(t -> t.placement() != Placement.HOME).toList();
  }

  /** The data of a site with another number of entities. */
  private static BatchSchema elsewhere(BatchSchema schema) {
    List<BatchInput> inputs = new ArrayList<>();
    for (BatchInput input : schema.inputs()) {
      inputs.add(
          input instanceof BatchInput.Ids ids
              ? new BatchInput.Ids(ids.name(), ids.size() + 3)
              : input);
    }
    return new BatchSchema(inputs, schema.target(), schema.classes());
  }
}
