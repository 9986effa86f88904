package org.cloister.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.function.Executable;

/** Bundles that only look like ones: enough for the guard, which never runs a class. */
final class Samples {
  static final byte[] CLASS = {
    (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61, 0, 0
  };

  static final String MANIFEST =
      """
      Manifest-Version: 1.0
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: com.example.sum
      Bundle-Version: 1.2.0
      Import-Package: org.cloister.spi;version="[0.1,0.2)",org.cloister.model
      Provide-Capability: org.cloister.plugin;class="com.example.Sum"
      Require-Capability: osgi.ee;filter:="(&(osgi.ee=JavaSE)(version=17))"

      """;

  private Samples() {}

  static RawZip zip() {
    return new RawZip()
        .entry("META-INF/MANIFEST.MF", MANIFEST)
        .entry("com/example/Sum.class", CLASS);
  }

  /** The manifest with one more header. */
  static byte[] withHeader(String header) {
    return ofManifest(MANIFEST.stripTrailing() + "\n" + header + "\n\n");
  }

  /** The manifest with one header written otherwise. */
  static byte[] withHeaderInstead(String old, String replacement) {
    assertTrue(MANIFEST.contains(old), old);
    return ofManifest(MANIFEST.replace(old, replacement));
  }

  static byte[] ofManifest(String manifest) {
    return new RawZip()
        .entry("META-INF/MANIFEST.MF", manifest)
        .entry("com/example/Sum.class", CLASS)
        .bytes();
  }

  static Path file(Path folder, String name, byte[] bytes) {
    try {
      return Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requires a refusal with this code whose sentence holds the words. */
  static void assertRefused(ErrorCode code, String words, Executable executable) {
    CloisterException refusal = assertThrows(CloisterException.class, executable);
    assertEquals(code, refusal.code(), refusal.getMessage());
    assertTrue(
        refusal.getMessage().contains(words),
        () -> "wanted: " + words + "\nwas: " + refusal.getMessage());
  }
}
