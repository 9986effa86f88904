package org.cloister.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.cloister.guard.HeaderClause;
import org.cloister.model.Digest;
import org.cloister.spi.Plugin;
import org.slf4j.Logger;

/**
 * The packages that the framework shows to guests: the whole list, instead of the framework's own,
 * which would show them OSGi and all of the JDK's {@code javax}. Versions come from the manifests
 * of the jars that the classes were loaded from.
 */
final class SystemExports {
  /**
   * The version of core-api where its manifests are missing, as in some development environments.
   */
  private static final String FALLBACK_VERSION = "0.1.0";

  /** ND4J's jars do not say; nobody imports it by version. */
  private static final String ND4J_VERSION = "1.0.0";

  private static final String CRYPTO_MARK = "org/cloister/crypto/CryptoSuite.class";
  private static final String ND4J_MARK = "org/nd4j/linalg/api/ndarray/INDArray.class";

  /** Beside {@code java.*}, which no framework can hide: what pure computation may need. */
  private static final Set<String> JDK_EXTRA = Set.of("javax.crypto", "javax.crypto.spec");

  private final StringJoiner header = new StringJoiner(",");

  private SystemExports() {}

  /** The value of {@code org.osgi.framework.system.packages}. */
  static String header() {
    SystemExports exports = new SystemExports();
    exports.addJdk();
    exports.addFrom(Digest.class, Set.of("org.cloister.model"));
    exports.addFrom(Plugin.class, Set.of("org.cloister.spi", GatedPackages.PROTECTION));
    exports.addFrom(
        Logger.class, Set.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi"));
    if (present(CRYPTO_MARK)) {
      exports.add(GatedPackages.CRYPTO, FALLBACK_VERSION);
    }
    if (present(ND4J_MARK)) {
      GatedPackages.ND4J.forEach(name -> exports.add(name, ND4J_VERSION));
    }
    return exports.header.toString();
  }

  private static boolean present(String resource) {
    return SystemExports.class.getClassLoader().getResource(resource) != null;
  }

  private void addJdk() {
    Set<String> names = new TreeSet<>();
    for (Module module : ModuleLayer.boot().modules()) {
      if (module.getDescriptor().name().startsWith("java.")) {
        module.getDescriptor().exports().stream()
            .filter(export -> !export.isQualified())
            .map(export -> export.source())
            .filter(name -> name.startsWith("java.") || JDK_EXTRA.contains(name))
            .forEach(names::add);
      }
    }
    names.forEach(name -> add(name, "0.0.0"));
  }

  private void addFrom(Class<?> anchor, Set<String> wanted) {
    Set<String> missing = new TreeSet<>(wanted);
    for (HeaderClause clause : exportsOf(anchor)) {
      for (String name : clause.paths()) {
        if (wanted.contains(name)) {
          // The same package may be exported in several versions, as SLF4J does for those who ask
          // for 1.7.
          add(name, clause.attributes().getOrDefault("version", "0.0.0"));
          missing.remove(name);
        }
      }
    }
    missing.forEach(name -> add(name, FALLBACK_VERSION));
  }

  private void add(String name, String version) {
    header.add(name + ";version=\"" + version + "\"");
  }

  private static List<HeaderClause> exportsOf(Class<?> anchor) {
    return manifestOf(anchor)
        .map(manifest -> manifest.getMainAttributes().getValue("Export-Package"))
        .map(HeaderClause::parse)
        .orElse(List.of());
  }

  private static Optional<Manifest> manifestOf(Class<?> anchor) {
    try {
      Path origin = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(origin)) {
        Path file = origin.resolve(JarFile.MANIFEST_NAME);
        if (!Files.exists(file)) {
          return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
          return Optional.of(new Manifest(in));
        }
      }
      try (JarFile jar = new JarFile(origin.toFile())) {
        return Optional.ofNullable(jar.getManifest());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
