package org.cloister.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.cloister.guard.BundleFacts;
import org.cloister.guard.PluginGuard;
import org.cloister.guard.PluginLock;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Aggregator;
import org.cloister.spi.SumAggregator;
import org.junit.jupiter.api.function.Executable;

/**
 * A host in a temporary folder, with a lock and grants of its own, and what it told its listener.
 */
final class HostFixture implements AutoCloseable {
  final Path plugins;
  final Path grants;
  final List<String> events = new CopyOnWriteArrayList<>();
  private final Path lock;
  private final HostSettings settings;
  private PluginHost host;

  HostFixture(Path folder) {
    try {
      plugins = Files.createDirectories(folder.resolve("plugins"));
      lock = folder.resolve("conf/plugins.lock");
      grants = Files.createDirectories(folder.resolve("conf")).resolve("grants.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings =
        HostSettings.of(folder.resolve("felix"))
            .withEntryDeadline(Duration.ofSeconds(2))
            .withDrainDeadline(Duration.ofSeconds(20));
    host = start(settings, AdmissionCheck.none());
  }

  private PluginHost start(HostSettings with, AdmissionCheck check) {
    return PluginHost.start(with, PluginGuard.ofFiles(lock, grants), check, new Recorder());
  }

  /** Starts again with a check. */
  HostFixture checking(AdmissionCheck check) {
    host.close();
    host = start(settings, check);
    return this;
  }

  HostFixture draining(Duration deadline) {
    host.close();
    host = start(settings.withDrainDeadline(deadline), AdmissionCheck.none());
    return this;
  }

  PluginHost host() {
    return host;
  }

  Path put(String fileName, GuestJar jar) {
    return trust(jar.write(plugins.resolve(fileName)));
  }

  Path put(String fileName, byte[] bytes) {
    try {
      return trust(Files.write(plugins.resolve(fileName), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path trust(Path file) {
    try {
      PluginLock.read(lock)
          .with(file.getFileName().toString(), Digest.of(Files.readAllBytes(file)))
          .write(lock);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Admits and checks what is in the folder of plugins. */
  HostReport admitAll() {
    host.admitFolder(plugins);
    return host.checkAll();
  }

  /** Admits what is in the folder of plugins, to be checked when first used. */
  HostReport admitUnchecked() {
    return host.admitFolder(plugins);
  }

  Lease<Aggregator> aggregator(String id) {
    return host.lease(Aggregator.class, id, VersionRange.any());
  }

  /** Waits until the listener was told. */
  void awaitEvent(String event) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    synchronized (events) {
      while (!events.contains(event)) {
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertTrue(millis > 0, () -> "waited for " + event + " in vain, was told " + events);
        events.wait(millis);
      }
    }
  }

  private void record(String event) {
    synchronized (events) {
      events.add(event);
      events.notifyAll();
    }
  }

  /** What an aggregator of {@link GuestJar#aggregator} answers. */
  static int ask(Lease<Aggregator> lease) {
    float[] answer = new float[1];
    ((SumAggregator) lease.role()).aggregate(null, null).weights().read(0, answer, 0, 1);
    return (int) answer[0];
  }

  static CloisterException assertFails(ErrorCode code, String words, Executable executable) {
    CloisterException failure = assertThrows(CloisterException.class, executable);
    assertEquals(code, failure.code(), failure.getMessage());
    assertTrue(
        failure.getMessage().contains(words),
        () -> "wanted: " + words + "\nwas: " + failure.getMessage());
    return failure;
  }

  @Override
  public void close() {
    host.close();
  }

  private final class Recorder implements HostListener {
    @Override
    public void admitted(BundleFacts bundle) {
      record("admitted " + bundle.fileName());
    }

    @Override
    public void swapped(BundleFacts old, BundleFacts fresh) {
      record("swapped " + old.fileName() + " " + fresh.fileName());
    }

    @Override
    public void retired(BundleFacts bundle) {
      record("retired " + bundle.fileName());
    }

    @Override
    public void quarantined(Quarantined bundle) {
      record("quarantined " + bundle.fileName());
    }
  }
}
