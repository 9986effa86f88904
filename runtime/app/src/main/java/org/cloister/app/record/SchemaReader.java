package org.cloister.app.record;

import java.util.List;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Preprocessing;
import org.cloister.model.Target;
import org.cloister.model.Transform;

/** Reads the columns and the preprocessing that {@link SchemaJson} wrote. */
final class SchemaReader {

  private SchemaReader() {}

  static DataSchema schema(List<StrictJson> columns) {
    return new DataSchema(columns.stream().map(SchemaReader::column).toList());
  }

  private static Column column(StrictJson json) {
    String name = json.text("name");
    String type = json.text("type");
    Column column =
        switch (type) {
          case "numeric" -> new Column.Numeric(name, json.number("min"), json.number("max"));
          case "categorical" -> new Column.Categorical(name, json.texts("values"));
          case "text" -> new Column.Text(name);
          case "image" ->
              new Column.Image(
                  name, extent(json, "height"), extent(json, "width"), extent(json, "channels"));
          case "entity" -> new Column.Entity(name, extent(json, "size"));
          case "label" ->
              new Column.Label(
                  name,
                  json.constant("target", Target.class),
                  (int) json.whole("classes", 0, Integer.MAX_VALUE));
          default -> throw json.refuse("must have known types of columns, has another one");
        };
    json.end();
    return column;
  }

  static Preprocessing preprocessing(StrictJson json) {
    Preprocessing.Scope scope = json.constant("scope", Preprocessing.Scope.class);
    List<Transform> steps = json.objects("steps").stream().map(SchemaReader::step).toList();
    json.end();
    return new Preprocessing(scope, steps);
  }

  private static Transform step(StrictJson json) {
    String kind = json.text("step");
    Transform step =
        switch (kind) {
          case "missing" -> new Transform.Missing(json.text("column"), json.numbers("values"));
          case "impute" -> new Transform.Impute(json.text("column"), json.number("value"));
          case "one-hot" ->
              new Transform.OneHot(
                  json.text("column"), json.texts("values"), json.flag("dropFirst"));
          case "standardise" ->
              new Transform.Standardise(
                  json.text("feature"), json.number("mean"), json.number("standardDeviation"));
          case "hash-text" ->
              new Transform.HashText(
                  json.text("column"), extent(json, "buckets"), extent(json, "maxNgram"));
          case "scale-image" ->
              new Transform.ScaleImage(
                  json.text("column"), json.number("mean"), json.number("standardDeviation"));
          default -> throw json.refuse("must have known steps of preprocessing, has another one");
        };
    json.end();
    return step;
  }

  private static int extent(StrictJson json, String name) {
    return (int) json.whole(name, 1, Integer.MAX_VALUE);
  }
}
