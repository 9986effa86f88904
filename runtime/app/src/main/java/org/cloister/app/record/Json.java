package org.cloister.app.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * JSON as trees and nothing else: no class is ever made by name. Input is bounded in depth and in
 * the length of its parts; keys that stand twice are refused.
 */
public final class Json {

  private static final ObjectMapper TREES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(1 << 20)
                          .maxNumberLength(64)
                          .maxNameLength(256)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * The tree of {@code text}.
   *
   * @param what for the message: a file, or a line of it
   * @throws CloisterException with {@code code} if it is no JSON within the bounds
   */
  public static JsonNode parse(String text, String what, ErrorCode code) {
    try {
      return TREES.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new CloisterException(
          code, what + where + ": must be plain JSON without repeated keys, was not.", e);
    }
  }

  /** One line. */
  public static String line(JsonNode node) {
    return written(node, false);
  }

  /** Many lines, for people. */
  public static String pretty(JsonNode node) {
    return written(node, true) + "\n";
  }

  private static String written(JsonNode node, boolean indent) {
    try {
      return (indent ? TREES.writer(SerializationFeature.INDENT_OUTPUT) : TREES.writer())
          .writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "A JSON tree could not be written as text; this is a bug.", e);
    }
  }
}
