package org.cloister.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.cloister.app.plugins.Home;
import org.cloister.app.plugins.HostStarter;
import org.cloister.engine.JobOutcome;
import org.cloister.guard.PluginLock;
import org.cloister.host.PluginHost;
import org.cloister.model.Digest;
import org.cloister.spi.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that is swapped while a job runs, with real Felix and the real plugins. */
@Timeout(120)
class SwapInJobTests {
  private static final int ROUNDS = 8;

  @TempDir Path folder;

  @Test
  void swap_inTheMiddleOfARound_takesEffectAtTheNextAndChangesNothingElse() throws Exception {
    TestHome home = TestHome.in(folder.resolve("home"));
    SampleJob sample = SampleJob.in(folder.resolve("job")).with("rounds: 15", "rounds: " + ROUNDS);
    Path fresh = newVersion(home, TestHome.built("aggregators"));
    List<Event> undisturbed = new ArrayList<>();
    List<Event> swapped = new ArrayList<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    JobOutcome.Completed expected;
    JobOutcome.Completed actual;
    try (PluginHost host = new HostStarter(new Home(home.root())).start(folder.resolve("felix"))) {
      expected = run(host, sample.file(), undisturbed::add);
      actual =
          run(
              host,
              sample.file(),
              event -> {
                swapped.add(event);
                boolean trained =
                    event instanceof Event.SitesReported r && r.node().equals("train");
                if (trained && event.round() == 3) {
                  Thread swap = new Thread(() -> swap(host, fresh, done));
                  swap.setDaemon(true);
                  swap.start();
                }
              });
      done.get(60, TimeUnit.SECONDS); // the round that held the old version is over
    }
    assertEquals(expected.model().orElseThrow().version(), actual.model().orElseThrow().version());
    List<String> versions = aggregatorVersions(swapped);
    int change = versions.indexOf("0.1.1");
    assertEquals(
        List.of("0.1.0", "0.1.0", "0.1.0", "0.1.0"),
        versions.subList(0, 4),
        "the round of the swap");
    assertEquals(change, versions.lastIndexOf("0.1.0") + 1, () -> "one boundary, not " + versions);
    assertEquals(
        undisturbed.stream().filter(Event.SitesReported.class::isInstance).toList(),
        swapped.stream().filter(Event.SitesReported.class::isInstance).toList());
  }

  private static void swap(PluginHost host, Path fresh, CompletableFuture<Void> done) {
    try {
      host.swap(fresh);
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  /** Of the rounds from 0. */
  private static List<String> aggregatorVersions(List<Event> history) {
    return history.stream()
        .filter(Event.RoundStarted.class::isInstance)
        .flatMap(event -> ((Event.RoundStarted) event).plugins().stream())
        .filter(pin -> pin.id().equals("fed-avg"))
        .map(pin -> pin.version())
        .toList();
  }

  private static JobOutcome.Completed run(PluginHost host, Path file, Consumer<Event> history) {
    JobOutcome outcome = JobRun.of(host, file, history::accept).outcome();
    return assertInstanceOf(JobOutcome.Completed.class, outcome);
  }

  /** The same bundle with another version in its headers, and trusted. */
  private Path newVersion(TestHome home, Path jar) throws IOException {
    Path fresh = folder.resolve("cloister-aggregators-0.1.1.jar");
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      Manifest manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), "0.1.1");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(fresh), manifest)) {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
    PluginLock.read(home.lockFile())
        .with(fresh.getFileName().toString(), Digest.of(Files.readAllBytes(fresh)))
        .write(home.lockFile());
    return fresh;
  }
}
