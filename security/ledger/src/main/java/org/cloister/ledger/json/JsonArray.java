package org.cloister.ledger.json;

import java.util.List;

/**
 * Values in order.
 *
 * @param values none of them null
 */
public record JsonArray(List<JsonValue> values) implements JsonValue {

  /** Copies the list. */
  public JsonArray {
    values = List.copyOf(values);
  }
}
