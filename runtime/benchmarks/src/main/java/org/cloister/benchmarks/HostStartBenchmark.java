package org.cloister.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.cloister.host.AdmissionCheck;
import org.cloister.host.HostListener;
import org.cloister.host.HostReport;
import org.cloister.host.HostSettings;
import org.cloister.host.PluginHost;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * How long the plugin host takes to start with 30 bundles, beside a bare Felix that starts empty
 * and one that installs and starts the same 30 bundles without looking at them. All three in turn
 * in one run; medians and ratios.
 */
public final class HostStartBenchmark {
  private static final int BUNDLES = 30;
  private static final int WARM_UP = 2;
  private static final int RUNS = 9;

  private final Path scratch;
  private final SmallBundles bundles;
  private final Path plugins;

  private HostStartBenchmark(Path scratch) throws IOException, URISyntaxException {
    this.scratch = scratch;
    this.bundles = new SmallBundles(scratch);
    this.plugins = Files.createDirectory(scratch.resolve("plugins"));
    for (int i = 0; i < BUNDLES; i++) {
      bundles.write(plugins.resolve("sum-" + i + ".jar"), "sum-" + i, "1.0.0");
    }
  }

  public static void main(String[] arguments) throws Exception {
    new HostStartBenchmark(Files.createTempDirectory("host-start")).run();
  }

  private void run() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "first start in this JVM: host with %d bundles %.0f ms%n",
        BUNDLES,
        host() / 1e6);
    List<Long> empty = new ArrayList<>();
    List<Long> full = new ArrayList<>();
    List<Long> host = new ArrayList<>();
    for (int i = 0; i < WARM_UP + RUNS; i++) {
      empty.add(felix(List.of()));
      full.add(felix(files()));
      host.add(host());
    }
    double emptyMillis = median(empty);
    double fullMillis = median(full);
    double hostMillis = median(host);
    System.out.printf(
        Locale.ROOT,
        "median of %d: bare Felix, empty %.1f ms; bare Felix, %d bundles %.1f ms; host, %d bundles %.1f ms%n",
        RUNS,
        emptyMillis,
        BUNDLES,
        fullMillis,
        BUNDLES,
        hostMillis);
    System.out.printf(
        Locale.ROOT,
        "host / bare Felix empty = %.2f; host / bare Felix with bundles = %.2f; %.2f ms a bundle more%n",
        hostMillis / emptyMillis,
        hostMillis / fullMillis,
        (hostMillis - fullMillis) / BUNDLES);
  }

  private static double median(List<Long> nanos) {
    return SmallBundles.quantileMillis(nanos.subList(WARM_UP, nanos.size()), 0.5);
  }

  private long host() throws IOException {
    HostSettings settings = HostSettings.of(Files.createTempDirectory(scratch, "host"));
    long start = System.nanoTime();
    try (PluginHost host =
        PluginHost.start(settings, bundles.guard(), AdmissionCheck.none(), HostListener.none())) {
      HostReport report = host.admitFolder(plugins);
      long nanos = System.nanoTime() - start;
      if (report.admitted().size() != BUNDLES) {
        throw new IllegalStateException(report.quarantined().toString());
      }
      return nanos;
    }
  }

  private long felix(List<Path> files) throws IOException, BundleException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            Constants.FRAMEWORK_STORAGE,
            Files.createTempDirectory(scratch, "felix").toString(),
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
            "org.cloister.model,org.cloister.spi");
    long start = System.nanoTime();
    Framework felix = new FrameworkFactory().newFramework(settings);
    felix.start();
    for (Path file : files) {
      try (InputStream content = Files.newInputStream(file)) {
        Bundle bundle = felix.getBundleContext().installBundle(file.toString(), content);
        bundle.start();
      }
    }
    long nanos = System.nanoTime() - start;
    felix.stop();
    felix.waitForStop(10_000);
    return nanos;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(plugins)) {
      return files.sorted().toList();
    }
  }
}
