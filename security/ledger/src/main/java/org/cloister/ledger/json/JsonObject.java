package org.cloister.ledger.json;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Members sorted by name.
 *
 * @param members names of printable ASCII, none empty
 */
public record JsonObject(SortedMap<String, JsonValue> members) implements JsonValue {

  /** Copies the members, sorts them, and checks their names. */
  public JsonObject {
    SortedMap<String, JsonValue> sorted = new TreeMap<>(members);
    sorted.keySet().forEach(JsonObject::requireName);
    members = Collections.unmodifiableSortedMap(sorted);
  }

  /** The object with these members. */
  public static JsonObject of(Map<String, JsonValue> members) {
    return new JsonObject(new TreeMap<>(members));
  }

  /** The canonical bytes (UTF-8). */
  public byte[] toBytes() {
    return CanonicalWriter.bytes(this);
  }

  private static void requireName(String name) {
    Malformed.require(
        !name.isEmpty() && name.chars().allMatch(c -> c >= 0x20 && c <= 0x7e),
        "the name of a member is empty or not printable ASCII");
  }
}
