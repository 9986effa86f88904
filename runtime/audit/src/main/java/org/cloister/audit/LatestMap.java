package org.cloister.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds so many entries, and forgets the oldest for a new one. */
final class LatestMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  LatestMap(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
