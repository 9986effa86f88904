package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;

/**
 * Reads {@code metrics.json}: numbers under flat dotted names. Other values than numbers, such as
 * whether the run was complete, are passed over.
 */
public final class MetricsFile {

  /** Its name in the output folder. */
  public static final String NAME = "metrics.json";

  private MetricsFile() {}

  /**
   * The numbers of {@code folder}; none if the run did not come to write them. Values that are not
   * finite stand as texts.
   *
   * @throws CloisterException {@link ErrorCode#RECORD_UNREADABLE} if it is there and not readable
   */
  public static Map<String, Double> read(Path folder) {
    Path file = folder.resolve(NAME);
    Map<String, Double> values = new TreeMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    for (Map.Entry<String, JsonNode> entry : parse(file).properties()) {
      JsonNode value = entry.getValue();
      if (value.isNumber()) {
        values.put(entry.getKey(), value.asDouble());
      } else if (value.isTextual() && notFinite(value.asText())) {
        values.put(entry.getKey(), Double.valueOf(value.asText()));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static boolean notFinite(String text) {
    return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
  }

  private static JsonNode parse(Path file) {
    try {
      JsonNode json =
          Json.parse(Files.readString(file), "File " + file, ErrorCode.RECORD_UNREADABLE);
      CloisterException.require(
          json.isObject(),
          ErrorCode.RECORD_UNREADABLE,
          "The file " + file + " must be an object; use the folder as the run left it.");
      return json;
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.RECORD_UNREADABLE, "The file " + file + " must be readable UTF-8.", e);
    }
  }
}
