package org.cloister.engine.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cloister.engine.data.Preparation.Missing;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Target;
import org.cloister.model.Transform;
import org.junit.jupiter.api.Test;

class SharedStepsTests {
  private static final DataSchema SCHEMA =
      DataSchema.of(
          new Column.Numeric("chol", 0, 700),
          new Column.Categorical("cp", List.of("a", "b")),
          new Column.Label("ill", Target.BINARY, 2));
  private static final Preparation IMPUTED =
      new Preparation(
          Scope.GLOBAL,
          Missing.IMPUTE,
          true,
          Map.of("chol", List.of(0.0)),
          Map.of("cp", new Imputation.Constant(1)),
          StatisticsLimits.usual());
  private static final List<Transform> GOOD =
      List.of(
          new Transform.Missing("chol", List.of(0.0)),
          new Transform.Impute("chol", 240),
          new Transform.Impute("cp", 1),
          new Transform.OneHot("cp", List.of("a", "b"), true),
          new Transform.Standardise("chol", 240, 50),
          new Transform.Standardise("cp_b", 0.5, 0.25));

  private static ErrorCode code(Runnable call) {
    return assertThrows(CloisterException.class, call::run).code();
  }

  private static void check(Preparation preparation, Scope scope, List<Transform> steps) {
    SharedSteps.check(SCHEMA, preparation, new Preprocessing(scope, steps));
  }

  @Test
  void check_anyFittedNumbers_passes() {
    assertDoesNotThrow(() -> check(IMPUTED, Scope.GLOBAL, GOOD));
    List<Transform> other = new ArrayList<>(GOOD);
    other.set(1, new Transform.Impute("chol", -7));
    other.set(5, new Transform.Standardise("cp_b", 9, 0));
    assertDoesNotThrow(() -> check(IMPUTED, Scope.GLOBAL, other));
  }

  @Test
  void check_anotherStructure_isMalformed() {
    for (int at = 0; at < GOOD.size(); at++) {
      List<Transform> missing = new ArrayList<>(GOOD);
      missing.remove(at);
      assertEquals(ErrorCode.MESSAGE_MALFORMED, code(() -> check(IMPUTED, Scope.GLOBAL, missing)));
      List<Transform> twice = new ArrayList<>(GOOD);
      twice.add(at, GOOD.get(at));
      assertEquals(ErrorCode.MESSAGE_MALFORMED, code(() -> check(IMPUTED, Scope.GLOBAL, twice)));
    }
    for (Transform changed :
        List.of(
            new Transform.Missing("chol", List.of(1.0)),
            new Transform.Impute("cp", 0),
            new Transform.OneHot("cp", List.of("a", "b"), false))) {
      List<Transform> other = new ArrayList<>(GOOD);
      other.replaceAll(step -> step.getClass() == changed.getClass() ? changed : step);
      assertEquals(ErrorCode.MESSAGE_MALFORMED, code(() -> check(IMPUTED, Scope.GLOBAL, other)));
    }
    assertEquals(ErrorCode.MESSAGE_MALFORMED, code(() -> check(IMPUTED, Scope.SITE, GOOD)));
  }

  @Test
  void check_siteOrNone_isExactlyTheSharedSteps() {
    for (Scope scope : List.of(Scope.SITE, Scope.NONE)) {
      Preparation preparation =
          new Preparation(
              scope,
              Missing.IMPUTE,
              true,
              Map.of(),
              Map.of("cp", new Imputation.Constant(1), "chol", new Imputation.Constant(3)),
              StatisticsLimits.usual());
      Preprocessing shared = SharedSteps.of(SCHEMA, preparation);
      assertEquals(scope, shared.scope());
      assertDoesNotThrow(() -> SharedSteps.check(SCHEMA, preparation, shared));
      assertEquals(
          List.of(
              new Transform.Impute("chol", 3),
              new Transform.Impute("cp", 1),
              new Transform.OneHot("cp", List.of("a", "b"), true)),
          shared.steps());
      assertEquals(ErrorCode.MESSAGE_MALFORMED, code(() -> check(preparation, scope, GOOD)));
    }
  }

  @Test
  void scope_ofPreparations_followsWhatIsFitted() {
    Map<String, Imputation> constants =
        Map.of("chol", new Imputation.Constant(1), "cp", new Imputation.Constant(0));
    assertEquals(Scope.GLOBAL, IMPUTED.scope(SCHEMA));
    assertEquals(Scope.GLOBAL, new Preparation(Scope.NONE, Missing.IMPUTE, true).scope(SCHEMA));
    assertEquals(Scope.NONE, new Preparation(Scope.NONE, Missing.DROP_ROW, true).scope(SCHEMA));
    assertEquals(
        Scope.NONE,
        new Preparation(
                Scope.NONE, Missing.IMPUTE, true, Map.of(), constants, StatisticsLimits.usual())
            .scope(SCHEMA));
    assertEquals(Scope.SITE, new Preparation(Scope.SITE, Missing.IMPUTE, true).scope(SCHEMA));
    DataSchema images =
        DataSchema.of(
            new Column.Image("photo", 1, 1, 1), new Column.Label("ill", Target.BINARY, 2));
    assertEquals(Scope.NONE, new Preparation(Scope.GLOBAL, Missing.IMPUTE, true).scope(images));
  }

  @Test
  void federated_preparationThatDoesNotFit_isSchemaInvalid() {
    for (Map<String, Imputation> bad :
        List.<Map<String, Imputation>>of(
            Map.of("chol", new Imputation.Mode()),
            Map.of("cp", new Imputation.Mean()),
            Map.of("cp", new Imputation.Median()),
            Map.of("cp", new Imputation.Constant(2)),
            Map.of("cp", new Imputation.Constant(0.5)),
            Map.of("ill", new Imputation.Constant(0)),
            Map.of("height", new Imputation.Mean()))) {
      Preparation preparation =
          new Preparation(
              Scope.SITE, Missing.IMPUTE, true, Map.of(), bad, StatisticsLimits.usual());
      assertEquals(
          ErrorCode.SCHEMA_INVALID, code(() -> SiteDataset.federated(SCHEMA, preparation)));
    }
    Preparation category =
        new Preparation(
            Scope.SITE,
            Missing.IMPUTE,
            true,
            Map.of("cp", List.of(0.0)),
            Map.of(),
            StatisticsLimits.usual());
    assertEquals(ErrorCode.SCHEMA_INVALID, code(() -> SiteDataset.federated(SCHEMA, category)));
    assertEquals(
        ErrorCode.JOB_INVALID,
        code(
            () ->
                new Preparation(
                    Scope.SITE,
                    Missing.DROP_ROW,
                    true,
                    Map.of(),
                    Map.of("chol", new Imputation.Mean()),
                    StatisticsLimits.usual())));
  }
}
