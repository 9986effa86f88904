package org.cloister.app.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.Json;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * {@code index.json}: what run a folder holds and how far its state can be trusted to be there.
 *
 * @param run a name that no other run has
 * @param identity what must be the same to go on, as {@link RunIdentity#json}
 * @param saved whether a checkpoint was ever kept; then there is one until the end
 * @param ended whether the run is complete
 * @param resumed how often it was taken up again
 */
record StateIndex(String run, JsonNode identity, boolean saved, boolean ended, int resumed) {

  static final String NAME = "index.json";
  private static final int MAX_BYTES = 16 << 20;

  void write(Path folder) {
    ObjectNode json = unsigned();
    json.put("sha256", digest(json));
    AtomicFile.writePrivate(
        folder.resolve(NAME), AtomicFile.bytes(Json.pretty(json).getBytes(StandardCharsets.UTF_8)));
  }

  StateIndex withCheckpoint() {
    return new StateIndex(run, identity, true, ended, resumed);
  }

  StateIndex complete() {
    return new StateIndex(run, identity, saved, true, resumed);
  }

  StateIndex takenUp() {
    return new StateIndex(run, identity, saved, ended, resumed + 1);
  }

  private ObjectNode unsigned() {
    ObjectNode json = Json.object().put("schemaVersion", 1).put("run", run);
    json.put("saved", saved).put("ended", ended).set("identity", identity);
    if (resumed > 0) {
      json.put("resumed", resumed);
    }
    return json;
  }

  private static String digest(ObjectNode json) {
    return Digest.of(Json.line(json)).hex();
  }

  /**
   * Reads it.
   *
   * @throws CloisterException {@link ErrorCode#RESUME_REFUSED} if there is none, {@link
   *     ErrorCode#STATE_DAMAGED} if it is not as it was written
   */
  static StateIndex read(Path folder) {
    Path file = folder.resolve(NAME);
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw StateFile.damaged(file, "it is too large");
      }
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CloisterException(
          ErrorCode.RESUME_REFUSED,
          "--resume must name the folder that a run was given by --out; there is no "
              + file
              + ". Begin anew with --out.",
          e);
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STATE_DAMAGED, "The file " + file + " must be readable UTF-8.", e);
    }
    JsonNode json = Json.parse(text, "The file " + file, ErrorCode.STATE_DAMAGED);
    StateIndex read =
        new StateIndex(
            json.path("run").asText(),
            json.path("identity"),
            json.path("saved").asBoolean(),
            json.path("ended").asBoolean(),
            json.path("resumed").asInt());
    if (!digest(read.unsigned()).equals(json.path("sha256").asText())) {
      throw StateFile.damaged(file, "it is not as it was written");
    }
    return read;
  }
}
