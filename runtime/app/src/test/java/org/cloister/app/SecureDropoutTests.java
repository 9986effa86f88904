package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.engine.JobOutcome;
import org.cloister.host.PluginHost;
import org.cloister.spi.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of four hospitals is lost in the middle of a round, with real masks. */
@Timeout(300)
class SecureDropoutTests {
  private static final int LOST_IN = 3;
  private static final String LOST = "va";

  /**
   * Six rounds of rounding to steps of 4 / 2^29; weights are floats, and their digits end there.
   */
  private static final float QUANTISED = 1e-6f;

  @TempDir static Path folder;
  private static PluginHost host;
  private static Path open;
  private static Path secure;

  @BeforeAll
  static void start() throws IOException {
    TestHome home = TestHome.secure(folder.resolve("home"));
    open = changed(SampleJob.in(folder.resolve("open")));
    secure =
        changed(
            SampleJob.secure(folder.resolve("secure")).with("max-weight: 1000", "max-weight: 1"));
    host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"));
  }

  /**
   * Equal weights, which are no secret, and no sums of what does not change before the last ones:
   * over other sites than before they would be kept back.
   */
  private static Path changed(SampleJob sample) throws IOException {
    return sample
        .with("rounds: 15", "rounds: 6")
        .with("plugin: fed-avg", "plugin: fed-avg\n  weighting: uniform")
        .with("standardise: global", "standardise: site")
        .with("rounds: 6", "rounds: 6\n  evaluate-every: 0")
        .file();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  private record Ran(JobOutcome.Completed outcome, List<Event> history) {
    float[] weights() {
      return outcome.model().orElseThrow().weights().toArray();
    }

    List<String> counted(int round) {
      return history.stream()
          .filter(Event.SitesReported.class::isInstance)
          .map(Event.SitesReported.class::cast)
          .filter(told -> told.round() == round && told.node().equals("train"))
          .findFirst()
          .orElseThrow()
          .reported();
    }

    double auc() {
      return outcome.values().entrySet().stream()
          .filter(value -> value.getKey().endsWith("final.auc"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(outcome.values().keySet()))
          .getValue();
    }
  }

  private static Ran run(Path job, boolean afterItsValues) {
    List<Event> history = Collections.synchronizedList(new ArrayList<>());
    JobOutcome outcome =
        JobRun.of(host, job, history::add)
            .with(LOST, site -> new Vanishing(site, LOST_IN, afterItsValues))
            .outcome();
    return new Ran(assertInstanceOf(JobOutcome.Completed.class, outcome), history);
  }

  private static Ran assertAsOnTheOpenRoute(boolean afterItsValues) {
    Ran plain = run(open, afterItsValues);
    Ran masked = run(secure, afterItsValues);
    for (Ran ran : List.of(plain, masked)) {
      assertEquals(4, ran.counted(LOST_IN - 1).size());
      assertEquals(afterItsValues, ran.counted(LOST_IN).contains(LOST));
      assertEquals(3, ran.counted(LOST_IN + 1).size());
    }
    assertArrayEquals(plain.weights(), masked.weights(), QUANTISED);
    assertEquals(plain.auc(), masked.auc(), 0.002);
    assertArrayEquals(masked.weights(), run(secure, afterItsValues).weights());
    return masked;
  }

  @Test
  void secure_siteLostAfterItsMaskedVector_isInTheSumAsOnTheOpenRoute() {
    assertAsOnTheOpenRoute(true);
  }

  @Test
  void secure_siteLostBeforeItsMaskedVector_isNotAndTheOthersMasksComeOff() {
    assertAsOnTheOpenRoute(false);
  }

  @Test
  void secure_whenTheSiteIsLost_makesADifferenceThatTheTestsWouldSee() {
    float[] after = run(secure, true).weights();
    float[] before = run(secure, false).weights();
    float most = 0;
    for (int i = 0; i < after.length; i++) {
      most = Math.max(most, Math.abs(after[i] - before[i]));
    }
    assertTrue(most > 100 * QUANTISED, "differ by " + most);
  }
}
