package org.cloister.ledger.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloister.model.Digest;

/**
 * Reads the members of an object by name and type; {@link #end} refuses what nobody asked for. All
 * refusals are CL-0905 and name the member, never its value. One thread at a time.
 */
public final class Members {
  private static final String DIGEST = "sha256:";

  private final JsonObject object;
  private final Set<String> asked = new HashSet<>();

  /** Of {@code object}. */
  public Members(JsonObject object) {
    this.object = object;
  }

  /** A text that must be there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name, "a text"));
  }

  /** A text that may be absent. */
  public Optional<String> optionalText(String name) {
    return optional(name, JsonText.class, "a text").map(JsonText::value);
  }

  /** A whole number that must be there. */
  public long integer(String name) {
    return optionalInteger(name).orElseThrow(() -> missing(name, "a whole number"));
  }

  /** A whole number that may be absent. */
  public Optional<Long> optionalInteger(String name) {
    return optional(name, JsonInteger.class, "a whole number").map(JsonInteger::value);
  }

  /** A truth value that must be there. */
  public boolean truth(String name) {
    return optional(name, JsonBoolean.class, "true or false")
        .map(JsonBoolean::value)
        .orElseThrow(() -> missing(name, "true or false"));
  }

  /** A digest, {@code sha256:} and 64 digits, that must be there. */
  public Digest digest(String name) {
    return optionalDigest(name).orElseThrow(() -> missing(name, "a digest"));
  }

  /** A digest that may be absent. */
  public Optional<Digest> optionalDigest(String name) {
    return optionalText(name).map(text -> digestOf(text, name));
  }

  /** Digests, possibly none. */
  public List<Digest> digests(String name) {
    List<Digest> all = new ArrayList<>();
    texts(name).forEach(text -> all.add(digestOf(text, name)));
    return all;
  }

  /** Texts, possibly none. */
  public List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (JsonValue value : array(name)) {
      Malformed.require(value instanceof JsonText, "\"" + name + "\" must hold texts only");
      all.add(((JsonText) value).value());
    }
    return all;
  }

  /** Whole numbers, possibly none. */
  public List<Long> integers(String name) {
    List<Long> all = new ArrayList<>();
    for (JsonValue value : array(name)) {
      Malformed.require(
          value instanceof JsonInteger, "\"" + name + "\" must hold whole numbers only");
      all.add(((JsonInteger) value).value());
    }
    return all;
  }

  /** An object that must be there. */
  public JsonObject object(String name) {
    return optionalObject(name).orElseThrow(() -> missing(name, "an object"));
  }

  /** An object that may be absent. */
  public Optional<JsonObject> optionalObject(String name) {
    return optional(name, JsonObject.class, "an object");
  }

  /** Objects, possibly none. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> all = new ArrayList<>();
    for (JsonValue value : array(name)) {
      Malformed.require(value instanceof JsonObject, "\"" + name + "\" must hold objects only");
      all.add((JsonObject) value);
    }
    return all;
  }

  /** Refuses members that were not asked for: who adds one uses another type or version. */
  public void end() {
    for (String name : object.members().keySet()) {
      Malformed.require(asked.contains(name), "it has a member that is not known here");
    }
  }

  private List<JsonValue> array(String name) {
    return optional(name, JsonArray.class, "an array")
        .map(JsonArray::values)
        .orElseThrow(() -> missing(name, "an array"));
  }

  private <T extends JsonValue> Optional<T> optional(String name, Class<T> type, String what) {
    asked.add(name);
    JsonValue value = object.members().get(name);
    if (value == null) {
      return Optional.empty();
    }
    Malformed.require(type.isInstance(value), "\"" + name + "\" must be " + what);
    return Optional.of(type.cast(value));
  }

  private static Digest digestOf(String text, String name) {
    boolean valid =
        text.length() == DIGEST.length() + 64
            && text.startsWith(DIGEST)
            && text.chars()
                .skip(DIGEST.length())
                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    Malformed.require(
        valid, "\"" + name + "\" must be sha256: and 64 lower-case hexadecimal digits");
    return new Digest(text.substring(DIGEST.length()));
  }

  private static RuntimeException missing(String name, String what) {
    return Malformed.of("\"" + name + "\" must be " + what + ", was absent");
  }
}
