package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cloister.engine.JobOutcome;
import org.cloister.node.TransportFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames come twice and overtake each other: work waits for the opening of its round. */
@Timeout(120)
class OvertakingTests {
  @TempDir Path folder;

  @Test
  void frames_lateAndTwice_theLedgerIsWhole() throws Exception {
    for (int seed = 0; seed < 4; seed++) {
      Consortium all = new Consortium(Files.createDirectories(folder.resolve("seed-" + seed)), 3);
      all.faults = new TransportFaults(seed, 0, 0.3, 0.3, Duration.ofMillis(5));
      assertInstanceOf(JobOutcome.Completed.class, all.run(3), "seed " + seed);
      String report = all.verified();
      assertTrue(report.startsWith("0\n"), report);
      assertEquals(9, all.entries("contribution").size(), "seed " + seed);
    }
  }

  @Test
  void frames_lost_offersAreMadeAgain() throws Exception {
    Consortium all = new Consortium(folder, 3);
    all.lostOffers = 2;
    assertInstanceOf(JobOutcome.Completed.class, all.run(1));
    String report = all.verified();
    assertTrue(report.startsWith("0\n"), report);
  }
}
