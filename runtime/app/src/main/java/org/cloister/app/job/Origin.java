package org.cloister.app.job;

import java.util.Map;
import org.cloister.app.yaml.Position;

/**
 * Where something stands in the job file, so that what is found out later can still be shown there.
 *
 * @param path of keys from the top
 * @param at where it begins
 * @param keys where its settings stand
 */
public record Origin(String path, Position at, Map<String, Position> keys) {
  /** Copies the map. */
  public Origin {
    keys = Map.copyOf(keys);
  }
}
