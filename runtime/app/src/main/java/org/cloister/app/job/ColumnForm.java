package org.cloister.app.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;
import org.cloister.engine.data.Imputation;
import org.cloister.model.Column;
import org.cloister.model.ErrorCode;
import org.cloister.model.Target;

/**
 * One column of {@code data.columns}: {@code {name: chol, type: numeric, min: 0, max: 700,
 * missing-values: [0], impute: median}}.
 */
final class ColumnForm {

  static final Form<ColumnEntry> COLUMN = ColumnForm::read;

  private static final Form<Long> COUNT = Form.integer(1, Integer.MAX_VALUE);
  private static final Form<Double> BOUND = Form.number(-Double.MAX_VALUE, Double.MAX_VALUE);
  private static final Form<List<String>> VALUES =
      Form.listOf("a list of values such as [1, 2, 3]", Form.text());

  private static final Form<List<Double>> MISSING_VALUES =
      (value, place) -> {
        Optional<List<Double>> numbers =
            Form.listOf("a list of numbers such as [0, -9]", BOUND).read(value, place);
        if (numbers.filter(List::isEmpty).isPresent()) {
          place.mustBe("a list of one or more numbers", value, "");
          return Optional.empty();
        }
        return numbers;
      };

  private ColumnForm() {}

  private static Optional<ColumnEntry> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(ColumnForm::column);
  }

  private static Optional<ColumnEntry> column(Fields fields) {
    Optional<String> name = fields.required("name", PluginForm.ID);
    Optional<String> type =
        fields.required(
            "type", Form.oneOf("numeric", "categorical", "text", "image", "entity", "label"));
    if (type.isEmpty()) {
      // Which further keys belong here depends on the type: no complaint about them.
      fields.rest();
    }
    Supplier<ColumnEntry> column =
        switch (type.orElse("")) {
          case "numeric" -> {
            Optional<Double> min = fields.required("min", BOUND);
            Optional<Double> max = fields.required("max", BOUND);
            List<Double> missing =
                fields.optional("missing-values", MISSING_VALUES, List.of()).orElse(List.of());
            Optional<ColumnEntry.Impute> impute = impute(fields, ImputationForm.NUMERIC);
            yield () ->
                new ColumnEntry(
                    new Column.Numeric(name.orElseThrow(), min.orElseThrow(), max.orElseThrow()),
                    missing,
                    impute);
          }
          case "categorical" -> {
            Optional<List<String>> values = fields.required("values", VALUES);
            refuseMissingValues(fields);
            Optional<ColumnEntry.Impute> impute =
                impute(fields, ImputationForm.categorical(values));
            yield () ->
                new ColumnEntry(
                    new Column.Categorical(name.orElseThrow(), values.orElseThrow()),
                    List.of(),
                    impute);
          }
          case "image" -> {
            Optional<Long> height = fields.required("height", COUNT);
            Optional<Long> width = fields.required("width", COUNT);
            Optional<Long> channels = fields.optional("channels", COUNT, 1L);
            yield () ->
                new ColumnEntry(
                    new Column.Image(
                        name.orElseThrow(), whole(height), whole(width), whole(channels)));
          }
          case "entity" -> {
            Optional<Long> size = fields.required("size", COUNT);
            yield () -> new ColumnEntry(new Column.Entity(name.orElseThrow(), whole(size)));
          }
          case "label" -> label(fields, name);
          default -> () -> new ColumnEntry(new Column.Text(name.orElseThrow()));
        };
    return fields.build(column);
  }

  private static Supplier<ColumnEntry> label(Fields fields, Optional<String> name) {
    Optional<Target> target =
        fields
            .required("target", Form.oneOf("real", "count", "binary", "class"))
            .map(text -> Target.valueOf(text.toUpperCase(Locale.ROOT)));
    long usual = target.filter(t -> t == Target.BINARY).isPresent() ? 2 : 0;
    Optional<Long> classes = fields.optional("classes", Form.integer(0, Integer.MAX_VALUE), usual);
    return () ->
        new ColumnEntry(new Column.Label(name.orElseThrow(), target.orElseThrow(), whole(classes)));
  }

  private static Optional<ColumnEntry.Impute> impute(Fields fields, Form<Imputation> form) {
    return fields.optional(
        "impute",
        (value, place) ->
            form.read(value, place)
                .map(imputation -> new ColumnEntry.Impute(imputation, place, value.at())));
  }

  private static void refuseMissingValues(Fields fields) {
    fields.optional(
        "missing-values",
        (value, place) -> {
          place.complain(
              value.at(),
              "must stand at a numeric column only; what means \"missing\" in a categorical one,"
                  + " say to the source, such as missing of csv",
              ErrorCode.JOB_INVALID);
          return Optional.empty();
        });
  }

  private static int whole(Optional<Long> value) {
    return Math.toIntExact(value.orElseThrow());
  }
}
