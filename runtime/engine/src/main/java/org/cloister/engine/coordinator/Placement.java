package org.cloister.engine.coordinator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.cloister.model.Resources;

/**
 * Ranks nodes for work that needs no data: free cores first, then past speed, then memory; the name
 * decides a tie.
 */
final class Placement {
  private Placement() {}

  static List<String> ranked(Map<String, Resources> nodes) {
    return nodes.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Resources> e) -> -freeCores(e.getValue()))
                .thenComparingDouble(e -> -e.getValue().stepsPerSecond())
                .thenComparingLong(e -> -e.getValue().memoryBytes())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double freeCores(Resources resources) {
    return resources.cores() * Math.max(0, 1 - resources.load());
  }
}
