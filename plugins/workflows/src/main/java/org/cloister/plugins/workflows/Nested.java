package org.cloister.plugins.workflows;

import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Settings;

/**
 * Settings of which some are for somebody else: {@code selector.fraction} is the {@code fraction}
 * of the selector.
 *
 * @param own those without the prefix
 * @param inner those with the prefix, without it
 */
record Nested(Settings own, Settings inner) {

  /** Splits at {@code prefix} and a dot. */
  static Nested split(Settings settings, String prefix) {
    Map<String, String> own = new TreeMap<>();
    Map<String, String> inner = new TreeMap<>();
    String dotted = prefix + ".";
    settings
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(dotted)) {
                inner.put(name.substring(dotted.length()), value);
              } else {
                own.put(name, value);
              }
            });
    return new Nested(new Settings(own), new Settings(inner));
  }
}
