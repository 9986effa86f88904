package org.cloister.app.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.cloister.app.yaml.Fields;
import org.cloister.app.yaml.Form;
import org.cloister.app.yaml.Place;
import org.cloister.app.yaml.Yaml;
import org.cloister.model.Column;
import org.cloister.model.Target;

/** One column of {@code data.columns}: {@code {name: age, type: numeric, min: 0, max: 120}}. */
final class ColumnForm {

  static final Form<Column> COLUMN = ColumnForm::read;

  private static final Form<Long> COUNT = Form.integer(1, Integer.MAX_VALUE);
  private static final Form<Double> BOUND = Form.number(-Double.MAX_VALUE, Double.MAX_VALUE);
  private static final Form<List<String>> VALUES =
      Form.listOf("a list of values such as [1, 2, 3]", Form.text());

  private ColumnForm() {}

  private static Optional<Column> read(Yaml value, Place place) {
    return Fields.of(value, place).flatMap(ColumnForm::column);
  }

  private static Optional<Column> column(Fields fields) {
    Optional<String> name = fields.required("name", PluginForm.ID);
    Optional<String> type =
        fields.required(
            "type", Form.oneOf("numeric", "categorical", "text", "image", "entity", "label"));
    if (type.isEmpty()) {
      // Which further keys belong here depends on the type: no complaint about them.
      fields.rest();
    }
    Supplier<Column> column =
        switch (type.orElse("")) {
          case "numeric" -> {
            Optional<Double> min = fields.required("min", BOUND);
            Optional<Double> max = fields.required("max", BOUND);
            yield () ->
                new Column.Numeric(name.orElseThrow(), min.orElseThrow(), max.orElseThrow());
          }
          case "categorical" -> {
            Optional<List<String>> values = fields.required("values", VALUES);
            yield () -> new Column.Categorical(name.orElseThrow(), values.orElseThrow());
          }
          case "image" -> {
            Optional<Long> height = fields.required("height", COUNT);
            Optional<Long> width = fields.required("width", COUNT);
            Optional<Long> channels = fields.optional("channels", COUNT, 1L);
            yield () ->
                new Column.Image(name.orElseThrow(), whole(height), whole(width), whole(channels));
          }
          case "entity" -> {
            Optional<Long> size = fields.required("size", COUNT);
            yield () -> new Column.Entity(name.orElseThrow(), whole(size));
          }
          case "label" -> label(fields, name);
          default -> () -> new Column.Text(name.orElseThrow());
        };
    return fields.build(column);
  }

  private static Supplier<Column> label(Fields fields, Optional<String> name) {
    Optional<Target> target =
        fields
            .required("target", Form.oneOf("real", "count", "binary", "class"))
            .map(text -> Target.valueOf(text.toUpperCase(Locale.ROOT)));
    long usual = target.filter(t -> t == Target.BINARY).isPresent() ? 2 : 0;
    Optional<Long> classes = fields.optional("classes", Form.integer(0, Integer.MAX_VALUE), usual);
    return () -> new Column.Label(name.orElseThrow(), target.orElseThrow(), whole(classes));
  }

  private static int whole(Optional<Long> value) {
    return Math.toIntExact(value.orElseThrow());
  }
}
