package org.cloister.spi;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.FloatVector;

/**
 * What an aggregator remembers from round to round: momentum, Adam's moments. Saved together with
 * the model or not at all.
 *
 * @param schema the plugin's own number for the form of its state
 * @param vectors by name
 * @param scalars by name
 */
public record ServerState(
    int schema, Map<String, FloatVector> vectors, Map<String, Double> scalars) {

  private static final ServerState EMPTY = new ServerState(0, Map.of(), Map.of());

  /** Copies the maps. */
  public ServerState {
    vectors = Collections.unmodifiableMap(new TreeMap<>(vectors));
    scalars = Collections.unmodifiableMap(new TreeMap<>(scalars));
  }

  /** What an aggregator finds the first time. */
  public static ServerState empty() {
    return EMPTY;
  }
}
