package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.BatchSchema;
import org.cloister.model.Settings;

/**
 * What a plugin is checked with.
 *
 * @param level how thoroughly
 * @param settings by {@code role/id}, such as {@code trainer/fed-prox}; a role without any is
 *     checked with none, and only so far as it accepts that
 * @param schemas data for models, tried before the standard ones
 */
public record CheckOptions(
    CheckLevel level, Map<String, Settings> settings, List<BatchSchema> schemas) {

  /** Copies the collections. */
  public CheckOptions {
    settings = Map.copyOf(settings);
    schemas = List.copyOf(schemas);
  }

  /** No settings, no further data. */
  public static CheckOptions of(CheckLevel level) {
    return new CheckOptions(level, Map.of(), List.of());
  }

  /** Also with these settings for one role object. */
  public CheckOptions with(String role, String id, Settings given) {
    Map<String, Settings> copy = new TreeMap<>(settings);
    copy.put(role + "/" + id, given);
    return new CheckOptions(level, copy, schemas);
  }

  /** Also with this data for models. */
  public CheckOptions with(BatchSchema schema) {
    List<BatchSchema> copy = new ArrayList<>(schemas);
    copy.add(schema);
    return new CheckOptions(level, settings, copy);
  }

  Settings settings(String role, String id) {
    return settings.getOrDefault(role + "/" + id, Settings.none());
  }
}
