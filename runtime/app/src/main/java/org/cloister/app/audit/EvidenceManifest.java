package org.cloister.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.app.record.Json;
import org.cloister.ledger.note.Checkpoint;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;

/**
 * What is in an archive of evidence: its first file.
 *
 * @param program the version that made it
 * @param origin of the ledger
 * @param size how many entries the checkpoint in it covers
 * @param root over them
 * @param files by path, ascending
 */
record EvidenceManifest(
    String program, String origin, long size, Digest root, Map<String, File> files) {

  static final String NAME = "manifest.json";
  static final String FORMAT = "cloister-evidence/1";

  /** The most bytes of a manifest: about half a million files. */
  static final int MAX_BYTES = 64 << 20;

  /**
   * A file in the archive.
   *
   * @param bytes its length
   * @param sha256 its digest
   */
  record File(long bytes, Digest sha256) {}

  EvidenceManifest {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  static EvidenceManifest of(String program, Checkpoint head, Map<String, File> files) {
    return new EvidenceManifest(program, head.origin(), head.size(), head.root(), files);
  }

  byte[] toBytes() {
    ObjectNode json =
        Json.object()
            .put("format", FORMAT)
            .put("program", program)
            .put("origin", origin)
            .put("size", size)
            .put("root", root.toString());
    ObjectNode all = json.putObject("files");
    files.forEach(
        (path, file) ->
            all.putObject(path).put("bytes", file.bytes()).put("sha256", file.sha256().toString()));
    return Json.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one.
   *
   * @throws CloisterException {@link ErrorCode#EVIDENCE_INVALID} if it is none
   */
  static EvidenceManifest read(byte[] bytes) {
    JsonNode json =
        Json.parse(
            new String(bytes, StandardCharsets.UTF_8),
            "The archive's " + NAME,
            ErrorCode.EVIDENCE_INVALID);
    require(json.path("format").asText().equals(FORMAT), "\"format\" must be " + FORMAT);
    require(json.path("files").isObject(), "it must have \"files\"");
    Map<String, File> files = new TreeMap<>();
    json.path("files")
        .properties()
        .forEach(
            file ->
                files.put(
                    file.getKey(),
                    new File(
                        file.getValue().path("bytes").asLong(-1),
                        digest(file.getValue().path("sha256").asText()))));
    return new EvidenceManifest(
        json.path("program").asText(),
        json.path("origin").asText(),
        json.path("size").asLong(-1),
        digest(json.path("root").asText()),
        files);
  }

  private static Digest digest(String text) {
    require(text.matches("sha256:[0-9a-f]{64}"), "a digest must be sha256: and 64 hex digits");
    return new Digest(text.substring("sha256:".length()));
  }

  static void require(boolean condition, String why) {
    CloisterException.require(
        condition,
        ErrorCode.EVIDENCE_INVALID,
        "An archive of evidence must be as it was made: " + why + ".");
  }
}
