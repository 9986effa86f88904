package org.cloister.host;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.cloister.model.Digest;
import org.cloister.spi.Plugin;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;

/** Writes real bundles: sources compiled in memory of the test, a manifest by hand. */
final class GuestJar {
  static final String API_IMPORTS =
      "org.cloister.model;version=\"[0.1,0.2)\",org.cloister.spi;version=\"[0.1,0.2)\"";

  private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED =
      new ConcurrentHashMap<>();

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  GuestJar(String symbolicName, String version, String entryClass) {
    headers.put("Manifest-Version", "1.0");
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", symbolicName);
    headers.put("Bundle-Version", version);
    headers.put("Import-Package", API_IMPORTS);
    headers.put("Provide-Capability", "org.cloister.plugin;class=\"" + entryClass + "\"");
    headers.put("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
  }

  /**
   * A bundle with one aggregator, whose answer is its bundle's number; it loads a class at the
   * first call.
   */
  static GuestJar aggregator(String symbolicName, String version, String id, int number) {
    return new GuestJar(symbolicName, version, "guest.Entry")
        .source(
            "guest.Entry",
            """
            public final class Entry implements Plugin {
              @Override public List<Aggregator> aggregators() { return List.of(new Rule()); }
            }
            final class Rule implements SumAggregator {
              @Override public String id() { return "%s"; }
              @Override public Aggregated aggregate(AggregationTask task, SummedUpdate sum) { return Late.answer(); }
            }
            final class Late {
              static Aggregated answer() { return new Aggregated(FloatVector.of(%df), ServerState.empty()); }
            }
            """
                .formatted(id, number));
  }

  /** A bundle whose entry class has this body. */
  static GuestJar entry(String symbolicName, String body) {
    return new GuestJar(symbolicName, "1.0.0", "guest.Entry")
        .source("guest.Entry", "public final class Entry implements Plugin {\n" + body + "\n}");
  }

  GuestJar source(String className, String declaration) {
    int dot = className.lastIndexOf('.');
    sources.put(
        className,
        "package "
            + className.substring(0, dot)
            + ";\nimport java.util.*;\nimport org.cloister.model.*;\nimport org.cloister.spi.*;\n"
            + declaration);
    return this;
  }

  /** Sets a header, or removes it if {@code value} is empty. */
  GuestJar header(String name, String value) {
    headers.put(name, value);
    headers.values().removeIf(String::isEmpty);
    return this;
  }

  GuestJar imports(String more) {
    return header("Import-Package", API_IMPORTS + "," + more);
  }

  GuestJar file(String name, byte[] contents) {
    entries.put(name, contents);
    return this;
  }

  Path write(Path file) {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      add(jar, "META-INF/MANIFEST.MF", manifest().getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        add(jar, entry.getKey(), entry.getValue());
      }
      for (Map.Entry<String, byte[]> type : classes().entrySet()) {
        add(jar, type.getKey(), type.getValue());
      }
      return file;
    } catch (IOException | URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private String manifest() {
    // Every line is short enough once continued; the format counts bytes, these are ASCII.
    return headers.entrySet().stream()
        .map(
            header -> (header.getKey() + ": " + header.getValue()).replaceAll("(.{70})", "$1\r\n "))
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
  }

  /** The compiled sources; the same sources are compiled once in a test run. */
  private Map<String, byte[]> classes() throws IOException, URISyntaxException {
    Map<String, byte[]> known = COMPILED.get(sources);
    if (known == null) {
      known = compile();
      COMPILED.put(Map.copyOf(sources), known);
    }
    return known;
  }

  private Map<String, byte[]> compile() throws IOException, URISyntaxException {
    Map<String, byte[]> classes = new TreeMap<>();
    if (sources.isEmpty()) {
      return classes;
    }
    Path folder = Files.createTempDirectory("guest");
    compileInto(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      // Deepest first, so that each folder is empty when its turn comes.
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(path)) {
          classes.put(
              folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
        }
        Files.delete(path);
      }
    }
    return classes;
  }

  private void compileInto(Path classes) throws IOException, URISyntaxException {
    List<String> classPath = new ArrayList<>();
    for (Class<?> type : List.of(Plugin.class, Digest.class, Logger.class, Nd4j.class)) {
      classPath.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    StringWriter errors = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-nowarn",
                    "--release",
                    "17",
                    "-d",
                    classes.toString(),
                    "-cp",
                    String.join(java.io.File.pathSeparator, classPath)),
                null,
                units)
            .call();
    if (!compiled) {
      throw new IOException(errors.toString());
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] contents) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(contents);
    jar.closeEntry();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(
          URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
