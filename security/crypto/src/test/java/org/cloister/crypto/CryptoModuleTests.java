package org.cloister.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cloister.crypto.bouncycastle.BouncyCastle;
import org.cloister.crypto.provider.CryptoProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CryptoModuleTests {
  @TempDir Path folder;

  @Test
  void provider_noOtherJar_isTheUsualLibraryWithAllSuites() {
    assertTrue(CryptoModule.name().startsWith("Bouncy Castle"), CryptoModule.name());
    assertFalse(CryptoModule.approvedOnly());
    assertEquals("none of its own", CryptoModule.selfTest());
    assertEquals(CryptoSuite.STANDARD, CryptoModule.usualSuite());
    for (CryptoSuite suite : CryptoSuite.values()) {
      assertEquals(suite, CryptoSuite.of(suite.id()));
    }
  }

  /** As a jar would bring it; of two, or one that does not start, none is taken. */
  @Test
  void found_servicesOnTheClassPath_oneIsTakenAndMoreOrBrokenOnesAreRefused() throws Exception {
    assertEquals(Listed.class.getName(), found(Listed.class.getName()));
    assertEquals("CL-0916", found(Listed.class.getName() + "\n" + Other.class.getName()));
    assertEquals("CL-0916", found(Broken.class.getName()));
    assertEquals("CL-0916", found("org.cloister.crypto.NoSuchClass"));
    assertEquals(BouncyCastle.class.getName(), found(""));
  }

  private String found(String services) throws Exception {
    Path list = folder.resolve("META-INF/services").resolve(CryptoProvider.class.getName());
    Files.createDirectories(list.getParent());
    Files.writeString(list, services);
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      return CryptoModule.found(loader).getClass().getName();
    } catch (org.cloister.model.CloisterException e) {
      return e.code().text();
    }
  }

  /** One more library. */
  public static class Listed implements CryptoProvider {
    private final CryptoProvider usual = new BouncyCastle();

    @Override
    public String name() {
      return "listed";
    }

    @Override
    public boolean approvedOnly() {
      return true;
    }

    @Override
    public String selfTest() {
      return "READY";
    }

    @Override
    public org.cloister.crypto.provider.Ed25519Primitive ed25519() {
      return usual.ed25519();
    }

    @Override
    public org.cloister.crypto.provider.P256Primitive p256() {
      return usual.p256();
    }
  }

  /** A second one. */
  public static final class Other extends Listed {}

  /** One that fails. */
  public static final class Broken extends Listed {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("no entropy");
    }
  }
}
