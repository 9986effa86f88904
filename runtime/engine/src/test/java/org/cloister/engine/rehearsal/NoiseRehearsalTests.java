package org.cloister.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Optional;
import org.cloister.port.Configured;
import org.cloister.port.SumNoise;
import org.junit.jupiter.api.Test;

/** Noise on a sum, by each site or by the coordinator; here numbers that are known. */
class NoiseRehearsalTests {
  @Test
  void noiseAtSites_isAddedByEachAfterQuantising() {
    Rehearsal job = Routes.twoSites();
    job.route =
        Routes.secure(
            Optional.empty(), Optional.of(new SumNoise.AtSites(Configured.of(new Shift(2)))));
    // Each of two sites adds 1 to the weighted sum; the mean divides by a weight of 3.
    assertArrayEquals(new float[] {0.4f + 2 / 3f, 0.4f / 3 + 2 / 3f}, job.weights(), 1e-5f);
  }

  @Test
  void noiseAtTheCoordinator_isAddedOnceToTheSum() {
    Rehearsal job = Routes.twoSites();
    job.route = Routes.centralNoise();
    assertArrayEquals(new float[] {0.4f + 1 / 3f, 0.4f / 3 + 1 / 3f}, job.weights(), 1e-5f);
  }
}
