package org.cloister.app.predict;

import java.util.ArrayList;
import java.util.List;
import org.cloister.engine.data.Preparation;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing;
import org.cloister.model.Quoted;
import org.cloister.model.Transform;

/** The way from table to numbers in sentences, one a step. */
public final class PreprocessingWords {

  private PreprocessingWords() {}

  /** What happens to a row, in order. */
  public static List<String> of(
      DataSchema schema, Preparation preparation, Preprocessing preprocessing) {
    List<String> words = new ArrayList<>();
    words.add(
        switch (preprocessing.scope()) {
          case SITE ->
              "What is fitted stays at each site and is not in this folder: use needs --fit-on.";
          case GLOBAL -> "What is fitted comes from the sums of all sites and is in this folder.";
          case NONE -> "Nothing is fitted.";
        });
    words.add(
        preparation.missing() == Preparation.Missing.DROP_ROW
            ? "A row with a missing cell gets no prediction."
            : "A missing cell is replaced.");
    for (Transform step : preprocessing.steps()) {
      words.add(word(schema, step));
    }
    if (preparation.standardise() == Preprocessing.Scope.SITE) {
      words.add("Each feature: less its mean at the site, over its standard deviation there.");
    }
    return words;
  }

  private static String word(DataSchema schema, Transform step) {
    if (step instanceof Transform.Missing t) {
      return t.column() + ": a cell that is one of " + t.values() + " counts as missing.";
    } else if (step instanceof Transform.Impute t) {
      return t.column() + ": a missing cell becomes " + imputed(schema, t) + ".";
    } else if (step instanceof Transform.OneHot t) {
      return t.column()
          + ": one feature, 1 or 0, for each of "
          + listed(t.values().subList(t.dropFirst() ? 1 : 0, t.values().size()))
          + (t.dropFirst() ? "; none for " + shown(t.values().get(0)) : "")
          + ".";
    } else if (step instanceof Transform.Standardise t) {
      return t.feature() + ": less " + t.mean() + ", over " + t.standardDeviation() + ".";
    } else if (step instanceof Transform.HashText t) {
      return t.column()
          + ": text as n-grams of up to "
          + t.maxNgram()
          + " characters in "
          + t.buckets()
          + " buckets.";
    }
    Transform.ScaleImage t = (Transform.ScaleImage) step;
    return t.column() + ": each value less " + t.mean() + ", over " + t.standardDeviation() + ".";
  }

  private static String imputed(DataSchema schema, Transform.Impute step) {
    if (schema.columns().get(schema.index(step.column())) instanceof Column.Categorical c
        && step.value() >= 0
        && step.value() < c.values().size()) {
      return shown(c.values().get((int) step.value()));
    }
    return Double.toString(step.value());
  }

  private static String listed(List<String> values) {
    return String.join(", ", values.stream().limit(20).map(PreprocessingWords::shown).toList())
        + (values.size() > 20 ? " and " + (values.size() - 20) + " more" : "");
  }

  /** Names that anybody may have written into a file are quoted where they are not plain. */
  private static String shown(String value) {
    String quoted = Quoted.of(value);
    return quoted.equals("\"" + value + "\"") && !value.isBlank() ? value : quoted;
  }
}
