package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.DataSchema;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Model;
import org.cloister.model.ModelSpec;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Placement;
import org.cloister.model.Preprocessing;
import org.cloister.model.Tensor;
import org.cloister.model.Vectors;

/**
 * Reads the folder of a model. Everything in it is checked and nothing is believed: the digests of
 * description, columns, weights and model are computed again, and sizes are compared before memory
 * is taken. Weights are read piece by piece.
 */
public final class ModelReader {

  /** A job file has at most 1 MiB; what a model says of it is not much more. */
  private static final int MAX_BYTES = 16 << 20;

  private final Path folder;
  private final Path file;

  private ModelReader(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(ModelFiles.DESCRIPTION);
  }

  /**
   * The model in {@code folder}.
   *
   * @param vectors where large weights go
   * @throws CloisterException {@link ErrorCode#MODEL_UNREADABLE} if it is no folder that this
   *     program wrote, {@link ErrorCode#MODEL_ALTERED} if something in it is not as it was written
   */
  public static StoredModel read(Path folder, Vectors vectors) {
    try {
      return new ModelReader(folder).read(vectors);
    } catch (CloisterException e) {
      switch (e.code()) {
        case MODEL_UNREADABLE, MODEL_ALTERED, STORAGE_FAILED, STORAGE_FULL -> throw e;
        default ->
            throw new CloisterException(
                ErrorCode.MODEL_UNREADABLE,
                "The folder "
                    + folder
                    + " must hold a model that fits together, does not: "
                    + e.getMessage(),
                e);
      }
    }
  }

  private StoredModel read(Vectors vectors) {
    ObjectNode tree = tree();
    StrictJson json = new StrictJson(file.toString(), tree);
    long schemaVersion = json.whole("schemaVersion", 0, Integer.MAX_VALUE);
    CloisterException.require(
        schemaVersion == ModelJson.SCHEMA_VERSION,
        ErrorCode.MODEL_UNREADABLE,
        "The file "
            + file
            + " must have schemaVersion "
            + ModelJson.SCHEMA_VERSION
            + ", has "
            + schemaVersion
            + "; use the Cloister that wrote it.");
    requireSame("description", json.digest(ModelJson.SEAL), ModelJson.seal(tree));
    Digest version = json.digest("version");
    int round = (int) json.whole("round", 0, Integer.MAX_VALUE);
    ModelSpec spec = spec(json.object("spec"), layout(json));
    Preprocessing preprocessing = SchemaReader.preprocessing(json.object("preprocessing"));
    WeightsFile weights =
        WeightsFile.of(
            folder.resolve(ModelFiles.WEIGHTS), json.object("weights"), json.object("shared"));
    Provenance provenance = Provenance.read(json.object("provenance"));
    json.end();
    WeightsFile.Read read = weights.read(spec.layout().length(Placement.SHARED), vectors);
    requireSame("weights", weights.digest(), Digest.of(read.weights()));
    Model model = Model.of(spec, read.weights(), read.shared(), preprocessing);
    requireSame("model", version, model.version());
    return new StoredModel(model, round, provenance);
  }

  private ObjectNode tree() {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.MODEL_UNREADABLE,
          "The folder "
              + folder
              + " must hold a model, "
              + ModelFiles.DESCRIPTION
              + " and "
              + ModelFiles.WEIGHTS
              + ", but "
              + ModelFiles.DESCRIPTION
              + " cannot be read; a run leaves its model in the folder model of --out.",
          e);
    }
    CloisterException.require(
        bytes.length <= MAX_BYTES,
        ErrorCode.MODEL_UNREADABLE,
        "The file " + file + " must have at most " + MAX_BYTES + " bytes, has more.");
    JsonNode json =
        Json.parse(
            new String(bytes, StandardCharsets.UTF_8), file.toString(), ErrorCode.MODEL_UNREADABLE);
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new CloisterException(
        ErrorCode.MODEL_UNREADABLE,
        "The file " + file + " must be a JSON object, is something else.");
  }

  private static ParameterLayout layout(StrictJson json) {
    ParameterLayout layout =
        new ParameterLayout(json.objects("layout").stream().map(ModelReader::tensor).toList());
    try {
      long length = 0;
      for (Tensor tensor : layout.tensors()) {
        length = Math.addExact(length, tensor.length());
      }
    } catch (ArithmeticException e) {
      throw json.refuse("must have fewer than 2^63 values in layout, has more");
    }
    return layout;
  }

  private static Tensor tensor(StrictJson json) {
    Tensor tensor =
        new Tensor(
            json.text("name"),
            json.wholes("shape", 1, Integer.MAX_VALUE).stream().map(Math::toIntExact).toList(),
            json.constant("placement", Placement.class));
    json.end();
    return tensor;
  }

  private ModelSpec spec(StrictJson json, ParameterLayout layout) {
    DataSchema schema = SchemaReader.schema(json.objects("columns"));
    requireSame("columns", json.digest("columnsSha256"), SchemaJson.digest(schema));
    ModelSpec spec =
        new ModelSpec(
            json.text("architecture"),
            json.settings("settings"),
            schema,
            layout,
            json.has("base") ? Optional.of(json.digest("base")) : Optional.empty());
    json.end();
    return spec;
  }

  private void requireSame(String what, Digest written, Digest computed) {
    CloisterException.require(
        written.equals(computed),
        ErrorCode.MODEL_ALTERED,
        "The "
            + what
            + " in "
            + folder
            + " must have the SHA-256 "
            + written.abbreviated()
            + "... that was written with it, has "
            + computed.abbreviated()
            + "...; the folder was altered or is half of another one. Take it from where it was"
            + " made, or run the job again.");
  }
}
