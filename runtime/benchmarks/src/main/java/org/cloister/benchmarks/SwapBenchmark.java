package org.cloister.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cloister.host.AdmissionCheck;
import org.cloister.host.HostListener;
import org.cloister.host.HostSettings;
import org.cloister.host.PluginHost;
import org.cloister.host.VersionRange;
import org.cloister.spi.Aggregator;
import org.cloister.spi.SumAggregator;

/**
 * How long a swap takes while nobody calls the plugin, and while two threads call it without a
 * pause; and what a lease costs beside a plain call. Median and 95th percentile in one run, and the
 * ratio.
 */
public final class SwapBenchmark {
  private static final int WARM_UP = 30;
  private static final int SWAPS = 200;
  private static final int CALLS = 1_000_000;

  private final PluginHost host;
  private final Path one;
  private final Path two;

  private SwapBenchmark(PluginHost host, Path one, Path two) {
    this.host = host;
    this.one = one;
    this.two = two;
  }

  public static void main(String[] arguments) throws Exception {
    Path scratch = Files.createTempDirectory("swap");
    SmallBundles bundles = new SmallBundles(scratch);
    Path one = bundles.write(scratch.resolve("sum-1.jar"), "sum", "1.0.0");
    Path two = bundles.write(scratch.resolve("sum-2.jar"), "sum", "2.0.0");
    HostSettings settings = HostSettings.of(scratch.resolve("felix"));
    try (PluginHost host =
        PluginHost.start(settings, bundles.guard(), AdmissionCheck.none(), HostListener.none())) {
      host.admit(one);
      new SwapBenchmark(host, one, two).run();
    }
  }

  private void run() throws Exception {
    swap(WARM_UP);
    List<Long> idle = swap(SWAPS);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong calls = new AtomicLong();
    List<Long> loaded;
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        callers.add(pool.submit(() -> call(stop, calls)));
      }
      loaded = swap(SWAPS);
      stop.set(true);
      for (Future<?> caller : callers) {
        caller.get();
      }
    } finally {
      pool.shutdownNow();
    }
    print("idle", idle);
    print("under two callers", loaded);
    System.out.printf(
        Locale.ROOT,
        "loaded / idle p50 = %.2f; %d calls during %d swaps, none failed%n",
        SmallBundles.quantileMillis(loaded, 0.5) / SmallBundles.quantileMillis(idle, 0.5),
        calls.get(),
        SWAPS);
    lease();
  }

  /** The callers' loops run into any failed call, which {@code Future.get} throws. */
  private void call(AtomicBoolean stop, AtomicLong calls) {
    while (!stop.get()) {
      try (var lease = host.lease(Aggregator.class, "sum", VersionRange.any())) {
        calls.addAndGet(lease.role().id().length() / 3);
      }
    }
  }

  private List<Long> swap(int times) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Path fresh = i % 2 == 0 ? two : one;
      long start = System.nanoTime();
      host.swap(fresh);
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }

  private void lease() {
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      try (var lease = host.lease(Aggregator.class, "sum", VersionRange.any())) {
        sum += lease.role().id().length();
      }
    }
    double leased = (System.nanoTime() - start) / (double) CALLS;
    start = System.nanoTime();
    try (var lease = host.lease(Aggregator.class, "sum", VersionRange.any())) {
      SumAggregator role = (SumAggregator) lease.role();
      for (int i = 0; i < CALLS; i++) {
        sum += role.id().length();
      }
    }
    double plain = (System.nanoTime() - start) / (double) CALLS;
    System.out.printf(
        Locale.ROOT,
        "a lease for each call %.0f ns, one lease for all %.1f ns a call (%d)%n",
        leased,
        plain,
        sum);
  }

  private static void print(String what, List<Long> nanos) {
    System.out.printf(
        Locale.ROOT,
        "swap %s: p50 %.1f ms, p95 %.1f ms, worst %.1f ms%n",
        what,
        SmallBundles.quantileMillis(nanos, 0.5),
        SmallBundles.quantileMillis(nanos, 0.95),
        SmallBundles.quantileMillis(nanos, 1));
  }
}
