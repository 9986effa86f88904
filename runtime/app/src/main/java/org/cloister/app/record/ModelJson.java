package org.cloister.app.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cloister.model.Digest;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.Parts;
import org.cloister.model.Tensor;

/** What {@code model.json} says, field by field. */
final class ModelJson {

  static final int SCHEMA_VERSION = 1;

  /** The last field: the SHA-256 of all others as compact JSON. */
  static final String SEAL = "sha256";

  private ModelJson() {}

  static ObjectNode write(StoredModel stored) {
    Model model = stored.model();
    ObjectNode json = Json.object();
    json.put("schemaVersion", SCHEMA_VERSION).put("version", model.version().hex());
    json.put("round", stored.round());
    ObjectNode weights = json.putObject("weights");
    weights.put("file", ModelFiles.WEIGHTS).put("type", "float32-le");
    weights.put("values", model.weights().length());
    weights.put("sha256", Digest.of(model.weights()).hex());
    layout(json.putArray("layout"), model.spec());
    shared(json.putObject("shared"), model.shared());
    spec(json.putObject("spec"), model.spec());
    SchemaJson.write(json.putObject("preprocessing"), model.preprocessing());
    stored.provenance().write(json.putObject("provenance"));
    return json.put(SEAL, seal(json).hex());
  }

  /** The digest over everything but itself. */
  static Digest seal(ObjectNode json) {
    return Digest.of(Json.line(json.deepCopy().without(SEAL)));
  }

  private static void layout(ArrayNode layout, ModelSpec spec) {
    for (Tensor tensor : spec.layout().tensors()) {
      ArrayNode shape =
          layout
              .addObject()
              .put("name", tensor.name())
              .put("placement", Names.of(tensor.placement()))
              .putArray("shape");
      tensor.shape().forEach(shape::add);
    }
  }

  private static void shared(ObjectNode json, Parts shared) {
    ArrayNode tensors = json.putArray("tensors");
    shared
        .tensors()
        .forEach(
            (name, part) -> tensors.addObject().put("name", name).put("values", part.length()));
    ArrayNode scalars = json.putArray("scalars");
    shared
        .scalars()
        .forEach(
            (name, part) -> {
              ArrayNode values = scalars.addObject().put("name", name).putArray("values");
              part.forEach(values::add);
            });
    ArrayNode counts = json.putArray("counts");
    shared
        .counts()
        .forEach(
            (name, part) -> {
              ArrayNode values = counts.addObject().put("name", name).putArray("values");
              part.forEach(values::add);
            });
  }

  private static void spec(ObjectNode json, ModelSpec spec) {
    json.put("architecture", spec.architecture());
    ObjectNode settings = json.putObject("settings");
    spec.settings().values().forEach(settings::put);
    SchemaJson.write(json.putArray("columns"), spec.schema());
    json.put("columnsSha256", SchemaJson.digest(spec.schema()).hex());
    spec.base().ifPresent(base -> json.put("base", base.hex()));
  }
}
