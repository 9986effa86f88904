package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Machine;
import org.cloister.engine.Message;
import org.cloister.host.PluginHost;
import org.cloister.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job of the four hospitals with real masks, of which each time others are slow. */
@Timeout(120)
class SecureArrivalTests {
  private static final List<String> SITES = List.of("cleveland", "hungarian", "switzerland", "va");

  @TempDir Path folder;

  @Test
  void secure_masksArriveInAnyOrder_giveTheSameBits() throws IOException {
    TestHome home = TestHome.secure(folder.resolve("home"));
    Path job =
        SampleJob.secure(folder.resolve("sample"))
            .with("rounds: 15", "rounds: 2")
            .with("standardise: global", "standardise: site")
            .file();
    Set<Digest> models = new HashSet<>();
    Set<List<String>> orders = new HashSet<>();
    try (PluginHost host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"))) {
      for (int slowest = 0; slowest < SITES.size(); slowest++) {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Map<String, UnaryOperator<Machine>> between = new HashMap<>();
        for (int i = 0; i < SITES.size(); i++) {
          String site = SITES.get(i);
          int millis = 25 * Math.floorMod(slowest - i, SITES.size());
          between.put(site, machine -> late(machine, site, millis, order));
        }
        JobOutcome outcome =
            new JobRun(host, job, Map.of(), Map.of(), Optional.empty(), event -> {}, between)
                .outcome();
        models.add(
            assertInstanceOf(JobOutcome.Completed.class, outcome).model().orElseThrow().version());
        orders.add(order);
      }
    }
    assertEquals(1, models.size(), models.toString());
    assertTrue(orders.size() > 1, "the masked vectors always came as " + orders);
  }

  /** The same site, which waits before it sends a masked vector. */
  private static Machine late(Machine site, String name, int millis, List<String> order) {
    return signal -> {
      List<Effect> effects = site.on(signal);
      for (Effect effect : effects) {
        if (effect instanceof Effect.Send send
            && send.message() instanceof Message.SessionStep step
            && step.message().vector().isPresent()) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
          order.add(name);
        }
      }
      return effects;
    };
  }
}
