package org.cloister.engine.data;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Preprocessing;
import org.cloister.model.Preprocessing.Scope;
import org.cloister.model.Transform;

/** The part of the preprocessing that a federation shares: what models hold and sites are sent. */
public final class SharedSteps {
  private SharedSteps() {}

  /**
   * The steps of a preparation that needs no statistics of the federation: with scope SITE those
   * without fitted numbers, which each site keeps for itself; with scope NONE all.
   */
  public static Preprocessing of(DataSchema schema, Preparation preparation) {
    Scope scope = preparation.scope(schema);
    if (scope == Scope.GLOBAL) {
      throw new IllegalArgumentException("steps of scope GLOBAL are fitted by GlobalFit");
    }
    return new Preprocessing(scope, Fitting.shared(schema, preparation));
  }

  /**
   * Refuses steps that are not those of the preparation; only fitted numbers are free.
   *
   * @throws CloisterException {@link ErrorCode#MESSAGE_MALFORMED}
   */
  public static void check(DataSchema schema, Preparation preparation, Preprocessing sent) {
    Scope scope = preparation.scope(schema);
    List<Transform> expected =
        scope == Scope.GLOBAL
            ? Fitting.steps(schema, preparation, column -> 0, feature -> new Moments(0, 0))
            : Fitting.shared(schema, preparation);
    boolean fits =
        sent.scope() == scope && unfitted(schema, preparation, sent.steps()).equals(expected);
    CloisterException.require(
        fits,
        ErrorCode.MESSAGE_MALFORMED,
        "The preprocessing that was sent is not the one that the job's terms ask for; the ask is"
            + " refused.");
  }

  /** The steps with 0 for each fitted number. */
  private static List<Transform> unfitted(
      DataSchema schema, Preparation preparation, List<Transform> steps) {
    List<Transform> blank = new ArrayList<>();
    for (Transform step : steps) {
      if (step instanceof Transform.Standardise t) {
        blank.add(new Transform.Standardise(t.feature(), 0, 0));
      } else if (step instanceof Transform.Impute t
          && schema.columns().stream()
              .anyMatch(c -> c.name().equals(t.column()) && preparation.fitsImputation(c))) {
        blank.add(new Transform.Impute(t.column(), 0));
      } else {
        blank.add(step);
      }
    }
    return blank;
  }
}
