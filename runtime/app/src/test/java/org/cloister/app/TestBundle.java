package org.cloister.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.cloister.model.Digest;
import org.cloister.spi.Plugin;
import org.slf4j.Logger;

/** A bundle that a test compiles from one source file whose public class is {@code guest.Entry}. */
public final class TestBundle {

  private static final String MANIFEST =
      """
      Manifest-Version: 1.0
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: %s
      Bundle-Version: 1.0.0
      Import-Package: %s
      Provide-Capability: org.cloister.plugin;class="guest.Entry"

      """;

  private TestBundle() {}

  /**
   * Writes {@code file}.
   *
   * @param folder for what comes in between
   * @param packages what it imports
   */
  public static Path write(
      Path folder, Path file, String symbolicName, List<String> packages, String source)
      throws IOException {
    return write(folder, file, symbolicName, packages, source, List.of());
  }

  /**
   * The same around other bundles, whose classes it has and can use.
   *
   * @param around their jars
   */
  static Path write(
      Path folder,
      Path file,
      String symbolicName,
      List<String> packages,
      String source,
      List<Path> around)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes-" + symbolicName));
    for (Path jar : around) {
      unpack(jar, classes);
    }
    compile(Files.writeString(classes.resolve("Entry.java"), source), classes);
    Files.delete(classes.resolve("Entry.java"));
    String manifest = MANIFEST.formatted(symbolicName, String.join(",\n ", packages));
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      add(jar, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
      try (Stream<Path> all = Files.walk(classes)) {
        for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
          add(
              jar,
              classes.relativize(path).toString().replace('\\', '/'),
              Files.readAllBytes(path));
        }
      }
    }
    return file;
  }

  private static void unpack(Path file, Path classes) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : jar.stream().filter(one -> one.getName().endsWith(".class")).toList()) {
        Path target = classes.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, target);
        }
      }
    }
  }

  private static void compile(Path source, Path classes) throws IOException {
    String classPath =
        Stream.concat(
                Stream.of(Plugin.class, Digest.class, Logger.class)
                    .map(
                        type -> type.getProtectionDomain().getCodeSource().getLocation().getPath()),
                Stream.of(classes.toString()))
            .collect(Collectors.joining(java.io.File.pathSeparator));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    if (result != 0) {
      throw new IOException("the bundle of the test does not compile");
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
