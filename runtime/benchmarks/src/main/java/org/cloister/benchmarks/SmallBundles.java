package org.cloister.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.cloister.guard.Grants;
import org.cloister.guard.PluginGuard;
import org.cloister.guard.PluginLock;
import org.cloister.model.Digest;
import org.cloister.spi.Plugin;

/**
 * Bundles with one aggregator each, compiled on the spot, so that a measurement needs nothing but
 * the JDK.
 */
final class SmallBundles {
  private static final String SOURCE =
      """
      package guest;
      import java.util.List;
      import org.cloister.model.*;
      import org.cloister.spi.*;
      public final class Entry implements Plugin {
        @Override public List<Aggregator> aggregators() { return List.of(new Rule()); }
      }
      final class Rule implements SumAggregator {
        @Override public String id() { return "%s"; }
        @Override public Aggregated aggregate(AggregationTask task, SummedUpdate sum) {
          return Late.answer();
        }
      }
      final class Late {
        static Aggregated answer() { return new Aggregated(FloatVector.of(1f), ServerState.empty()); }
      }
      """;

  private static final String MANIFEST =
      """
      Manifest-Version: 1.0
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: guest.%s
      Bundle-Version: %s
      Import-Package: org.cloister.model,org.cloister.spi
      Provide-Capability: org.cloister.plugin;class="guest.Entry"

      """;

  private final Path scratch;
  private PluginLock lock = PluginLock.empty();

  SmallBundles(Path scratch) {
    this.scratch = scratch;
  }

  /** Writes and trusts a bundle whose aggregator has this id. */
  Path write(Path file, String id, String version) throws IOException, URISyntaxException {
    Path classes = compile(id);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> compiled = Files.walk(classes)) {
      add(
          jar,
          "META-INF/MANIFEST.MF",
          MANIFEST.formatted(id, version).getBytes(StandardCharsets.UTF_8));
      for (Path path : compiled.filter(Files::isRegularFile).toList()) {
        add(jar, classes.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    lock = lock.with(file.getFileName().toString(), Digest.of(bytes.toByteArray()));
    try (OutputStream out = Files.newOutputStream(file)) {
      bytes.writeTo(out);
    }
    return file;
  }

  /** A guard that trusts what was written so far. */
  PluginGuard guard() {
    return new PluginGuard(lock, Grants.none());
  }

  private Path compile(String id) throws IOException, URISyntaxException {
    Path sources = Files.createTempDirectory(scratch, "source");
    Path classes = Files.createTempDirectory(scratch, "classes");
    Path source = Files.writeString(sources.resolve("Entry.java"), SOURCE.formatted(id));
    String classPath = origin(Plugin.class) + java.io.File.pathSeparator + origin(Digest.class);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-nowarn",
            "--release",
            "17",
            "-cp",
            classPath,
            "-d",
            classes.toString(),
            source.toString());
    if (result != 0) {
      throw new IOException("The bundle " + id + " did not compile.");
    }
    return classes;
  }

  private static String origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static void add(JarOutputStream jar, String name, byte[] contents) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(contents);
    jar.closeEntry();
  }

  /** The given quantile of measured times, in milliseconds. */
  static double quantileMillis(List<Long> nanos, double quantile) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(quantile * sorted.size())))
        / 1e6;
  }
}
