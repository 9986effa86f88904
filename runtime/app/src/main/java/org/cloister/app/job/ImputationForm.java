package org.cloister.app.job;

import java.util.List;
import java.util.Optional;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Nearest;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;
import org.cloister.engine.data.Imputation;
import org.cloister.model.ErrorCode;

/** What stands in for a missing cell: {@code median}, or {@code {constant: 0}}. */
final class ImputationForm {

  /** For a numeric column. */
  static final Form<Imputation> NUMERIC = ImputationForm::numeric;

  private static final Form<Double> NUMBER = Form.number(-Double.MAX_VALUE, Double.MAX_VALUE);

  private ImputationForm() {}

  private static Optional<Imputation> numeric(Yaml value, Place place) {
    if (value instanceof Yaml.Mapping) {
      return Fields.of(value, place)
          .flatMap(
              fields -> {
                Optional<Double> constant = fields.required("constant", NUMBER);
                return fields.build(() -> new Imputation.Constant(constant.orElseThrow()));
              });
    }
    String word = value instanceof Yaml.Scalar scalar ? scalar.text() : "";
    if (word.equals("mean")) {
      return Optional.of(new Imputation.Mean());
    }
    if (word.equals("median")) {
      return Optional.of(new Imputation.Median());
    }
    String hint =
        word.equals("mode")
            ? ": the most frequent value is for categorical columns; declare the column categorical"
                + " with its values, or choose another"
            : Nearest.hint(word, List.of("mean", "median"));
    place.mustBe("mean, median or {constant: NUMBER}", value, hint);
    return Optional.empty();
  }

  /** For a categorical column with these values; none if they are not known. */
  static Form<Imputation> categorical(Optional<List<String>> values) {
    return (value, place) -> {
      if (value instanceof Yaml.Mapping) {
        return Fields.of(value, place).flatMap(fields -> category(fields, values));
      }
      String word = value instanceof Yaml.Scalar scalar ? scalar.text() : "";
      if (word.equals("mode")) {
        return Optional.of(new Imputation.Mode());
      }
      boolean ofNumbers = word.equals("mean") || word.equals("median");
      place.mustBe(
          "mode or {constant: VALUE}",
          value,
          ofNumbers
              ? ": a mean or median is for numeric columns; declare the column numeric, or choose"
                  + " another"
              : Nearest.hint(word, List.of("mode")));
      return Optional.empty();
    };
  }

  private static Optional<Imputation> category(Fields fields, Optional<List<String>> values) {
    Optional<Integer> index =
        fields.required(
            "constant",
            (value, place) -> {
              Optional<String> text = Form.text().read(value, place);
              if (text.isEmpty() || values.isEmpty()) {
                return Optional.empty();
              }
              int at = values.get().indexOf(text.get());
              if (at < 0) {
                place.complain(
                    value.at(),
                    "must be one of the column's values "
                        + String.join(", ", values.get())
                        + ", was "
                        + value.describe()
                        + Nearest.hint(text.get(), values.get()),
                    ErrorCode.JOB_INVALID);
                return Optional.empty();
              }
              return Optional.of(at);
            });
    return fields.build(() -> new Imputation.Constant(index.orElseThrow()));
  }
}
