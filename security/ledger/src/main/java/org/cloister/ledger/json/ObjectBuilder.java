package org.cloister.ledger.json;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.model.Digest;

/** Puts an object together; the order of the calls does not matter. One thread at a time. */
public final class ObjectBuilder {
  private final TreeMap<String, JsonValue> members = new TreeMap<>();

  /** A text. */
  public ObjectBuilder put(String name, String value) {
    return put(name, new JsonText(value));
  }

  /** A whole number. */
  public ObjectBuilder put(String name, long value) {
    return put(name, new JsonInteger(value));
  }

  /** A truth value. */
  public ObjectBuilder put(String name, boolean value) {
    return put(name, new JsonBoolean(value));
  }

  /** A digest as {@code sha256:} and 64 digits. */
  public ObjectBuilder put(String name, Digest value) {
    return put(name, value.toString());
  }

  /** Any value; a second one of the same name is refused. */
  public ObjectBuilder put(String name, JsonValue value) {
    Malformed.require(members.put(name, value) == null, "a name is given twice");
    return this;
  }

  /** A text, or nothing. */
  public ObjectBuilder putText(String name, Optional<String> value) {
    value.ifPresent(text -> put(name, text));
    return this;
  }

  /** A whole number, or nothing. */
  public ObjectBuilder putInteger(String name, Optional<Long> value) {
    value.ifPresent(integer -> put(name, (long) integer));
    return this;
  }

  /** A digest, or nothing. */
  public ObjectBuilder putDigest(String name, Optional<Digest> value) {
    value.ifPresent(digest -> put(name, digest));
    return this;
  }

  /** An object, or nothing. */
  public ObjectBuilder putObject(String name, Optional<JsonObject> value) {
    value.ifPresent(object -> put(name, object));
    return this;
  }

  /** Texts in the order of {@code values}. */
  public ObjectBuilder putTexts(String name, Collection<String> values) {
    return put(name, new JsonArray(values.stream().map(v -> (JsonValue) new JsonText(v)).toList()));
  }

  /** Digests in the order of {@code values}. */
  public ObjectBuilder putDigests(String name, Collection<Digest> values) {
    return putTexts(name, values.stream().map(Digest::toString).toList());
  }

  /** Whole numbers in the order of {@code values}. */
  public ObjectBuilder putIntegers(String name, Collection<Long> values) {
    return put(
        name, new JsonArray(values.stream().map(v -> (JsonValue) new JsonInteger(v)).toList()));
  }

  /** Objects in the order of {@code values}. */
  public ObjectBuilder putObjects(String name, Collection<JsonObject> values) {
    return put(name, new JsonArray(List.copyOf(values)));
  }

  /** The object. */
  public JsonObject build() {
    return new JsonObject(members);
  }
}
