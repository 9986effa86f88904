package org.cloister.host;

import static org.cloister.host.HostFixture.ask;
import static org.cloister.host.HostFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cloister.model.ErrorCode;
import org.cloister.spi.Aggregator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SwapTests {
  private static final int WARM_UP = 20;
  private static final int SWAPS = 200;

  @TempDir Path folder;
  private HostFixture fixture;
  private Path one;
  private Path two;

  @BeforeEach
  void start() {
    fixture = new HostFixture(folder);
    one = fixture.put("sum-1.jar", GuestJar.aggregator("guest.sum", "1.0.0", "sum", 1));
    two =
        fixture.trust(
            GuestJar.aggregator("guest.sum", "2.0.0", "sum", 2).write(folder.resolve("sum-2.jar")));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private int answer() {
    try (var lease = fixture.aggregator("sum")) {
      return ask(lease);
    }
  }

  @Test
  void swap_replacesTheVersion_andIsTold() {
    fixture.admitAll();
    assertEquals(1, answer());
    fixture.host().swap(two);
    assertEquals(2, answer());
    // Back to the older version: what serves is what was swapped in last.
    fixture.host().swap(one);
    assertEquals(1, answer());
    assertEquals(
        List.of(
            "admitted sum-1.jar",
            "swapped sum-1.jar sum-2.jar",
            "retired sum-1.jar",
            "swapped sum-2.jar sum-1.jar",
            "retired sum-2.jar"),
        fixture.events);
  }

  @Test
  void swap_sameVersionOtherBytes_isTaken() {
    fixture.admitAll();
    fixture
        .host()
        .swap(fixture.put("sum-1b.jar", GuestJar.aggregator("guest.sum", "1.0.0", "sum", 11)));
    assertEquals(11, answer());
  }

  @Test
  void swap_sameBytesOrNothingToSwap_isRefused() {
    assertFails(
        ErrorCode.PLUGIN_NOT_FOUND,
        "No version of guest.sum serves",
        () -> fixture.host().swap(one));
    fixture.admitAll();
    assertFails(
        ErrorCode.PLUGIN_AMBIGUOUS,
        "exactly these bytes already do",
        () -> fixture.host().swap(one));
    assertEquals(List.of(), fixture.host().report().quarantined());
    assertEquals(1, answer());
  }

  @Test
  void swap_refusedVersion_leavesTheOldOneServing() {
    fixture.admitAll();
    Path bad =
        fixture.put(
            "bad.jar",
            GuestJar.entry(
                "guest.sum", "public Entry() { throw new IllegalStateException(\"no\"); }"));
    assertFails(
        ErrorCode.PLUGIN_ENTRY_FAILED, "IllegalStateException", () -> fixture.host().swap(bad));
    assertEquals(1, answer());
    assertEquals("bad.jar", fixture.host().report().quarantined().get(0).fileName());
    assertEquals(List.of("admitted sum-1.jar", "quarantined bad.jar"), fixture.events);
  }

  @Test
  void swap_leaseOutlivesTheDeadline_keepsTheOldVersionUntilItIsClosed()
      throws InterruptedException {
    fixture.draining(Duration.ofMillis(100));
    fixture.admitAll();
    Lease<Aggregator> lease = fixture.aggregator("sum");
    assertFails(
        ErrorCode.PLUGIN_DRAIN_TIMEOUT,
        "guest.sum 1.0.0 must be closed within 100 ms",
        () -> fixture.host().swap(two));
    assertEquals(1, ask(lease), "the old version still answers its old lease");
    assertEquals(2, answer(), "new leases have the new version");
    assertFalse(fixture.events.contains("retired sum-1.jar"));
    try (Lease<Aggregator> pinned = fixture.host().lease(Aggregator.class, lease.pin())) {
      assertEquals(1, ask(pinned), "a round that began with the old version goes on with it");
      lease.close();
      assertFalse(fixture.events.contains("retired sum-1.jar"));
    }
    fixture.awaitEvent("retired sum-1.jar");
    assertFails(
        ErrorCode.PLUGIN_MISMATCH,
        "is not installed here",
        () -> fixture.host().lease(Aggregator.class, lease.pin()));
  }

  @Test
  void swap_fromManyThreads_takesTurns() throws Exception {
    fixture.admitAll();
    List<Path> files = new ArrayList<>();
    for (int i = 2; i <= 9; i++) {
      files.add(
          fixture.put("sum-" + i + ".jar", GuestJar.aggregator("guest.sum", i + ".0.0", "sum", i)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> swaps = new ArrayList<>();
      files.forEach(file -> swaps.add(pool.submit(() -> fixture.host().swap(file))));
      for (Future<?> swap : swaps) {
        swap.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(1, fixture.host().report().admitted().size());
    assertEquals(8, fixture.events.stream().filter(event -> event.startsWith("retired")).count());
    assertEquals(fixture.host().report().admitted().get(0).bundle().version().major(), answer());
  }

  @Test
  void swap_twoHundredTimesUnderLoad_failsNoCallAndLeavesNothing() throws Exception {
    fixture.admitAll();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong calls = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    long metaspaceBefore;
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        callers.add(pool.submit(() -> callUntil(stop, calls)));
      }
      swap(WARM_UP, loaders);
      collect(loaders, 0);
      metaspaceBefore = metaspace();
      long callsBefore = calls.get();
      swap(SWAPS, loaders);
      assertTrue(calls.get() - callsBefore > SWAPS, "the callers must have run beside the swaps");
      stop.set(true);
      for (Future<?> caller : callers) {
        caller.get();
      }
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
    assertTrue(
        collect(loaders, 2) <= 2,
        () -> collect(loaders, 2) + " old class loaders are still reachable");
    long growth = metaspace() - metaspaceBefore;
    assertTrue(
        growth <= metaspaceBefore / 20,
        "metaspace grew by " + growth + " of " + metaspaceBefore + " bytes");
  }

  private void callUntil(AtomicBoolean stop, AtomicLong calls) {
    while (!stop.get()) {
      int answer = answer();
      assertTrue(answer == 1 || answer == 2, "was " + answer);
      calls.incrementAndGet();
    }
  }

  private void swap(int times, List<WeakReference<ClassLoader>> loaders) {
    for (int i = 0; i < times; i++) {
      try (var lease = fixture.aggregator("sum")) {
        loaders.add(new WeakReference<>(lease.role().getClass().getClassLoader()));
      }
      fixture.host().swap(i % 2 == 0 ? two : one);
    }
  }

  /**
   * Collects garbage until at most {@code wanted} of the loaders are left, or it has tried often
   * enough.
   */
  private static long collect(List<WeakReference<ClassLoader>> loaders, int wanted) {
    long alive = Long.MAX_VALUE;
    for (int i = 0; i < 20 && alive > wanted; i++) {
      System.gc();
      alive = loaders.stream().filter(loader -> loader.get() != null).count();
    }
    return alive;
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
