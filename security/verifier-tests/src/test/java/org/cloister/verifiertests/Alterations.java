package org.cloister.verifiertests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.ledger.json.JsonArray;
import org.cloister.ledger.json.JsonBoolean;
import org.cloister.ledger.json.JsonInteger;
import org.cloister.ledger.json.JsonObject;
import org.cloister.ledger.json.JsonText;
import org.cloister.ledger.json.JsonValue;

/** Other bodies that differ in one place each, most of them as plausible as the first. */
final class Alterations {
  private Alterations() {}

  static List<JsonObject> of(JsonObject body) {
    List<JsonObject> all = new ArrayList<>();
    body.members()
        .forEach(
            (name, value) -> {
              for (JsonValue other : others(value)) {
                Map<String, JsonValue> members = new TreeMap<>(body.members());
                members.put(name, other);
                all.add(JsonObject.of(members));
              }
            });
    return all;
  }

  private static List<JsonValue> others(JsonValue value) {
    if (value instanceof JsonObject object) {
      return List.copyOf(of(object));
    }
    if (value instanceof JsonInteger integer) {
      return List.of(new JsonInteger(integer.value() + 1));
    }
    if (value instanceof JsonBoolean truth) {
      return List.of(new JsonBoolean(!truth.value()));
    }
    if (value instanceof JsonArray array) {
      List<JsonValue> values = array.values();
      return values.isEmpty()
          ? List.of(new JsonArray(List.of(new JsonInteger(1))))
          : List.of(new JsonArray(values.subList(0, values.size() - 1)));
    }
    String text = ((JsonText) value).value();
    char last = text.charAt(text.length() - 1);
    return List.of(new JsonText(text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0')));
  }
}
