package org.cloister.engine.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.cloister.model.Resources;
import org.junit.jupiter.api.Test;

class PlacementTests {

  @Test
  void ranked_freeCoresThenSpeedThenMemoryThenName() {
    Map<String, Resources> nodes =
        Map.of(
            "busy", new Resources(16, 1 << 20, 0.99, 0, 9),
            "slow", new Resources(4, 1 << 20, 0, 0, 1),
            "fast", new Resources(4, 1 << 20, 0, 0, 5),
            "roomy", new Resources(4, 1 << 30, 0, 0, 5),
            "twin-b", new Resources(1, 0, 0, 0, 0),
            "twin-a", new Resources(1, 0, 0, 0, 0));
    assertEquals(
        List.of("roomy", "fast", "slow", "twin-a", "twin-b", "busy"), Placement.ranked(nodes));
  }
}
