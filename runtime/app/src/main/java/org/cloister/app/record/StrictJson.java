package org.cloister.app.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.cloister.model.Settings;

/**
 * An object of JSON that a file of ours must hold exactly: every field is asked for with its type,
 * and {@link #end} refuses what nobody asked for. Complaints name the file and the path of keys.
 */
final class StrictJson {

  private final String file;
  private final String path;
  private final JsonNode json;
  private final ErrorCode code;
  private final Set<String> asked = new HashSet<>();

  /** The object at the top of {@code file}, which is a model's. */
  StrictJson(String file, JsonNode json) {
    this(file, json, ErrorCode.MODEL_UNREADABLE);
  }

  /** The object at the top of {@code file}; what is wrong with it has this {@code code}. */
  StrictJson(String file, JsonNode json, ErrorCode code) {
    this(file, "", json, code);
  }

  private StrictJson(String file, String path, JsonNode json, ErrorCode code) {
    this.file = file;
    this.path = path;
    this.json = json;
    this.code = code;
    if (!json.isObject()) {
      throw complain(path.isEmpty() ? "the top" : path, "an object");
    }
  }

  boolean has(String name) {
    return json.has(name);
  }

  StrictJson object(String name) {
    return new StrictJson(file, at(name), field(name), code);
  }

  List<StrictJson> objects(String name) {
    List<StrictJson> objects = new ArrayList<>();
    for (JsonNode item : array(name)) {
      objects.add(new StrictJson(file, at(name) + "[" + objects.size() + "]", item, code));
    }
    return objects;
  }

  String text(String name) {
    return text(name, field(name));
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(name)) {
      texts.add(text(name, item));
    }
    return texts;
  }

  private String text(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw complain(at(name), "text");
    }
    return value.textValue();
  }

  /** An object whose values are all text. */
  Settings settings(String name) {
    Map<String, String> settings = new TreeMap<>();
    JsonNode object = field(name);
    if (!object.isObject()) {
      throw complain(at(name), "an object");
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      settings.put(entry.getKey(), text(name, entry.getValue()));
    }
    return new Settings(settings);
  }

  long whole(String name, long min, long max) {
    return whole(name, field(name), min, max);
  }

  List<Long> wholes(String name, long min, long max) {
    List<Long> values = new ArrayList<>();
    for (JsonNode item : array(name)) {
      values.add(whole(name, item, min, max));
    }
    return values;
  }

  private long whole(String name, JsonNode value, long min, long max) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw complain(at(name), "a whole number");
    }
    if (value.longValue() < min || value.longValue() > max) {
      throw complain(at(name), "a whole number from " + min + " to " + max);
    }
    return value.longValue();
  }

  /** A number; one that is not finite stands as text. */
  double number(String name) {
    return number(name, field(name));
  }

  List<Double> numbers(String name) {
    List<Double> values = new ArrayList<>();
    for (JsonNode item : array(name)) {
      values.add(number(name, item));
    }
    return values;
  }

  private double number(String name, JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asText()) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> throw complain(at(name), "a number");
    };
  }

  boolean flag(String name) {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw complain(at(name), "true or false");
    }
    return value.booleanValue();
  }

  void requireFlag(String name, boolean expected) {
    if (flag(name) != expected) {
      throw complain(at(name), Boolean.toString(expected));
    }
  }

  void requireText(String name, String expected) {
    if (!text(name).equals(expected)) {
      throw complain(at(name), Quoted.of(expected));
    }
  }

  Digest digest(String name) {
    try {
      return new Digest(text(name));
    } catch (CloisterException e) {
      throw complain(at(name), "64 lower-case hexadecimal digits");
    }
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (Names.of(constant).equals(text)) {
        return constant;
      }
    }
    throw complain(at(name), "a known word");
  }

  /** Refuses fields that were not asked for. */
  void end() {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!asked.contains(entry.getKey())) {
        throw refuse(
            "must not have a field "
                + Quoted.of(entry.getKey())
                + (path.isEmpty() ? "" : " in " + path)
                + ", has one");
      }
    }
  }

  /** What is wrong with this object as a whole. */
  CloisterException refuse(String sentence) {
    return new CloisterException(
        code,
        "The file "
            + file
            + " "
            + sentence
            + "; use the folder as the run left it, or run the job again.");
  }

  private JsonNode array(String name) {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw complain(at(name), "a list");
    }
    return value;
  }

  private JsonNode field(String name) {
    asked.add(name);
    JsonNode value = json.get(name);
    if (value == null) {
      throw refuse("must have " + at(name) + ", has not");
    }
    return value;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private CloisterException complain(String where, String expected) {
    return refuse("must have " + expected + " at " + where + ", has something else");
  }
}
