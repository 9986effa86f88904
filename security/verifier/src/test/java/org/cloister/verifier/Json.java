package org.cloister.verifier;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An object in its one spelling, as long as its texts need no escape. */
record Json(TreeMap<String, Object> members) {

  static Json of(Object... namesAndValues) {
    Json json = new Json(new TreeMap<>());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return json;
  }

  Json with(String name, Object value) {
    TreeMap<String, Object> more = new TreeMap<>(members);
    more.put(name, value);
    return new Json(more);
  }

  Json without(String name) {
    TreeMap<String, Object> fewer = new TreeMap<>(members);
    fewer.remove(name);
    return new Json(fewer);
  }

  @Override
  public String toString() {
    return text(members);
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(member -> "\"" + member.getKey() + "\":" + text(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }
}
