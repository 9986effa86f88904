package org.cloister.app.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloister.app.record.StoredModel;
import org.cloister.engine.data.SharedSteps;
import org.cloister.model.CloisterException;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.ErrorCode;
import org.cloister.model.Placement;
import org.cloister.model.Preprocessing;

/** What a stored model lacks that only the place of its use can give. */
record Place(boolean scaling, boolean home) {

  static Place of(StoredModel stored) {
    DataSchema schema = stored.model().spec().schema();
    boolean fitted =
        schema.columns().stream()
            .anyMatch(c -> c instanceof Column.Numeric || c instanceof Column.Categorical);
    return new Place(
        fitted
            && stored.provenance().recipe().preparation().scope(schema) == Preprocessing.Scope.SITE,
        stored.model().spec().layout().length(Placement.HOME) > 0);
  }

  boolean lacksSomething() {
    return scaling || home;
  }

  /**
   * Refuses rows to fit on where nothing is to be fitted, and none where something is; and models
   * that stand on another one.
   */
  static Place checked(StoredModel stored, Optional<Path> fitOn) {
    CloisterException.require(
        stored.model().spec().layout().length(Placement.FROZEN) == 0,
        ErrorCode.CAPABILITY_MISSING,
        "The model must be whole but for its place, and has FROZEN tensors of a base model, which"
            + " its folder does not hold; it cannot be used here.");
    requireOwnSteps(stored);
    Place place = of(stored);
    CloisterException.require(
        place.lacksSomething() || fitOn.isEmpty(),
        ErrorCode.USAGE,
        "--fit-on must not be given for this model: all that it needs is in its folder, and the"
            + " file would change nothing. Leave the option out.");
    CloisterException.require(
        !place.lacksSomething() || fitOn.isPresent(),
        ErrorCode.MODEL_NEEDS_FIT,
        "The model needs "
            + String.join(" and ", place.lacking())
            + " of the place where it is used, and its folder has none: they stayed at the sites."
            + " Give --fit-on FILE with training rows, labels included, of that place.");
    return place;
  }

  /** Steps that lack one would leave features as they are, and nobody would see it. */
  private static void requireOwnSteps(StoredModel stored) {
    try {
      SharedSteps.check(
          stored.model().spec().schema(),
          stored.provenance().recipe().preparation(),
          stored.model().preprocessing());
    } catch (CloisterException e) {
      throw new CloisterException(
          ErrorCode.MODEL_UNREADABLE,
          "The model's preprocessing must be the one that its recipe asks for, is another one; run"
              + " the job again.",
          e);
    }
  }

  private List<String> lacking() {
    List<String> lacking = new ArrayList<>();
    if (scaling) {
      lacking.add("the fitted preprocessing (standardise: site)");
    }
    if (home) {
      lacking.add("the HOME tensors");
    }
    return lacking;
  }
}
