package org.cloister.app.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTests {

  private static final List<String> NAMES = List.of("batch-size", "rate", "steps", "sgd");

  @Test
  void to_slips_findsWhatWasMeant() {
    assertEquals(Optional.of("batch-size"), Nearest.to("batch_size", NAMES));
    assertEquals(Optional.of("batch-size"), Nearest.to("batchsize", NAMES));
    assertEquals(Optional.of("steps"), Nearest.to("Step", NAMES));
    assertEquals(Optional.of("sgd"), Nearest.to("sdg", NAMES));
  }

  @Test
  void to_somethingElse_findsNothing() {
    assertEquals(Optional.empty(), Nearest.to("colour", NAMES));
    assertEquals(Optional.empty(), Nearest.to("x".repeat(10_000), NAMES));
  }
}
