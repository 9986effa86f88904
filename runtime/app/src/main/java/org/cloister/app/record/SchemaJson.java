package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cloister.model.Column;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.Preprocessing;
import org.cloister.model.Transform;

/** Columns and preprocessing as JSON, field by field; {@link SchemaReader} reads them back. */
final class SchemaJson {

  private SchemaJson() {}

  /** The SHA-256 of the columns as compact JSON, as they stand in {@code model.json}. */
  static Digest digest(DataSchema schema) {
    ArrayNode columns = Json.object().putArray("columns");
    write(columns, schema);
    return Digest.of(Json.line(columns));
  }

  static void write(ArrayNode array, DataSchema schema) {
    for (Column column : schema.columns()) {
      ObjectNode json = array.addObject().put("name", column.name());
      if (column instanceof Column.Numeric c) {
        json.put("type", "numeric").put("min", c.min()).put("max", c.max());
      } else if (column instanceof Column.Categorical c) {
        EventJson.texts(json.put("type", "categorical").putArray("values"), c.values());
      } else if (column instanceof Column.Text) {
        json.put("type", "text");
      } else if (column instanceof Column.Image c) {
        json.put("type", "image").put("height", c.height());
        json.put("width", c.width()).put("channels", c.channels());
      } else if (column instanceof Column.Entity c) {
        json.put("type", "entity").put("size", c.size());
      } else if (column instanceof Column.Label c) {
        json.put("type", "label").put("target", Names.of(c.target())).put("classes", c.classes());
      }
    }
  }

  static void write(ObjectNode json, Preprocessing preprocessing) {
    json.put("scope", Names.of(preprocessing.scope()));
    ArrayNode steps = json.putArray("steps");
    for (Transform transform : preprocessing.steps()) {
      ObjectNode step = steps.addObject();
      if (transform instanceof Transform.Missing t) {
        ArrayNode values = step.put("step", "missing").put("column", t.column()).putArray("values");
        t.values().forEach(values::add);
      } else if (transform instanceof Transform.Impute t) {
        step.put("step", "impute").put("column", t.column()).put("value", t.value());
      } else if (transform instanceof Transform.OneHot t) {
        step.put("step", "one-hot").put("column", t.column()).put("dropFirst", t.dropFirst());
        EventJson.texts(step.putArray("values"), t.values());
      } else if (transform instanceof Transform.Standardise t) {
        step.put("step", "standardise").put("feature", t.feature()).put("mean", t.mean());
        step.put("standardDeviation", t.standardDeviation());
      } else if (transform instanceof Transform.HashText t) {
        step.put("step", "hash-text").put("column", t.column());
        step.put("buckets", t.buckets()).put("maxNgram", t.maxNgram());
      } else if (transform instanceof Transform.ScaleImage t) {
        step.put("step", "scale-image").put("column", t.column()).put("mean", t.mean());
        step.put("standardDeviation", t.standardDeviation());
      }
    }
  }
}
