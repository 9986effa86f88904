package org.cloister.spi;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.model.FloatVector;

/**
 * What one plugin remembers at one site from round to round: SCAFFOLD's control variate, Ditto's
 * personal model. A snapshot comes in and a new one goes out; the host keeps it pending and commits
 * it only if the round counted the site.
 *
 * @param schema the plugin's own number for the form of its state
 * @param vectors by name
 * @param blobs by name
 */
public record SiteState(int schema, Map<String, FloatVector> vectors, Map<String, Bytes> blobs) {

  private static final SiteState EMPTY = new SiteState(0, Map.of(), Map.of());

  /** Copies the maps. */
  public SiteState {
    vectors = Collections.unmodifiableMap(new TreeMap<>(vectors));
    blobs = Collections.unmodifiableMap(new TreeMap<>(blobs));
  }

  /** What a plugin finds the first time. */
  public static SiteState empty() {
    return EMPTY;
  }

  /** This state with one more vector, or another for a name. */
  public SiteState with(String name, FloatVector vector) {
    Map<String, FloatVector> copy = new TreeMap<>(vectors);
    copy.put(name, vector);
    return new SiteState(schema, copy, blobs);
  }

  /** The vector of that name, or {@code fallback}. */
  public FloatVector vector(String name, FloatVector fallback) {
    return vectors.getOrDefault(name, fallback);
  }
}
