package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.engine.JobOutcome;
import org.cloister.host.PluginHost;
import org.cloister.model.Digest;
import org.cloister.node.TransportFaults;
import org.cloister.spi.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job of the four hospitals with signed links and real masks, over a transport on which half of
 * the frames are late and a fifth come twice: nobody is missed, and every bit is the same.
 */
@Timeout(300)
class OvertakenFramesTests {
  private static final Duration LATE = Duration.ofMillis(20);

  @TempDir static Path folder;
  private static PluginHost host;

  @BeforeAll
  static void start() throws IOException {
    TestHome home = TestHome.secure(folder.resolve("home"));
    host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"));
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  private static Path job(String route) throws IOException {
    Path sample = folder.resolve(route);
    return switch (route) {
      case "open" -> SampleJob.in(sample).with("rounds: 15", "rounds: 2").file();
      case "secure" -> SampleJob.secure(sample).with("rounds: 15", "rounds: 2").file();
      // Four sites, so that every draw gives the same group.
      default ->
          SampleJob.secure(sample)
              .with("route: secure", "route: grouped\n  group-size: 4")
              .with("plugin: fed-avg", "plugin: median")
              .with("rounds: 15", "rounds: 2")
              .file();
    };
  }

  /** The model, and all that was reported: who counted, who was missed and why, what came of it. */
  private record Ran(Digest model, List<Event> reports) {}

  private static Ran ran(Path job, TransportFaults faults) {
    List<Event> reports = Collections.synchronizedList(new ArrayList<>());
    JobOutcome outcome =
        JobRun.of(
                host,
                job,
                event -> {
                  if (event instanceof Event.SitesReported) {
                    reports.add(event);
                  }
                })
            .over(faults)
            .outcome();
    JobOutcome.Completed done = assertInstanceOf(JobOutcome.Completed.class, outcome);
    return new Ran(done.model().orElseThrow().version(), List.copyOf(reports));
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "secure", "grouped"})
  void run_framesLateAndTwice_givesTheSameBitsAndMissesNobody(String route) throws IOException {
    Path job = job(route);
    Ran undisturbed = ran(job, TransportFaults.none());
    for (long seed = 0; seed < 2; seed++) {
      assertEquals(
          undisturbed, ran(job, new TransportFaults(seed, 0, 0.2, 0.5, LATE)), "seed " + seed);
    }
    assertEquals(undisturbed, ran(job, new TransportFaults(9, 0, 1, 1, LATE)), "all of them");
  }
}
