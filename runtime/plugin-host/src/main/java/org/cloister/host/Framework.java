package org.cloister.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.apache.felix.framework.FrameworkFactory;
import org.cloister.guard.AdmittedBundle;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** The OSGi framework: installs, resolves and removes guests, and nothing else. */
final class Framework implements AutoCloseable {
  private static final long REFRESH_SECONDS = 30;
  private static final long STOP_MILLIS = 10_000;

  private static final int MAX_CAUSES = 20;

  private final org.osgi.framework.launch.Framework felix;
  private final Path storage;
  private final GrantHook grants = new GrantHook();
  private long installed;

  private Framework(org.osgi.framework.launch.Framework felix, Path storage) {
    this.felix = felix;
    this.storage = storage;
  }

  static Framework start(Path storage) {
    try {
      createPrivate(storage);
      Framework framework =
          new Framework(new FrameworkFactory().newFramework(settings(storage)), storage);
      framework.felix.init();
      framework
          .felix
          .getBundleContext()
          .registerService(ResolverHookFactory.class, framework.grants, null);
      framework.felix.start();
      return framework;
    } catch (IOException | BundleException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The plugin framework could not start in "
              + storage
              + "; it must be a writable folder with room, that no other node uses.",
          e);
    }
  }

  Bundle install(AdmittedBundle guest) {
    String location = "guest:" + ++installed + ":" + guest.facts().digest().hex();
    try (InputStream content = new ByteArrayInputStream(guest.content().toArray())) {
      Bundle bundle = felix.getBundleContext().installBundle(location, content);
      grants.grant(bundle.getBundleId(), guest.grants());
      return bundle;
    } catch (BundleException | IOException e) {
      if (isStorage(e)) {
        throw new CloisterException(
            ErrorCode.STORAGE_FULL,
            "The folder "
                + storage
                + " must have room for the bundles, and could not take "
                + Sentences.cut(guest.facts().fileName())
                + "; free some, or name another folder for temporary files (TMPDIR).",
            e);
      }
      throw new CloisterException(
          ErrorCode.PLUGIN_HEADER_REFUSED,
          Sentences.refused(guest.facts().fileName())
              + "the framework cannot read it ("
              + Sentences.cut(String.valueOf(e.getMessage()))
              + "). Build it again, for example with bnd.",
          e);
    }
  }

  /** The framework copies a bundle and says with an IOException that it could not. */
  private static boolean isStorage(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof IOException && !(cause instanceof ZipException)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  boolean resolve(Bundle bundle) {
    return felix.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
  }

  Bundle system() {
    return felix;
  }

  /** Uninstalls a guest and drops its class space. */
  void remove(Bundle bundle) {
    CountDownLatch refreshed = new CountDownLatch(1);
    try {
      bundle.uninstall();
      felix
          .adapt(FrameworkWiring.class)
          .refreshBundles(List.of(bundle), event -> refreshed.countDown());
      if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
        throw new CloisterException(
            ErrorCode.INTERNAL,
            "The framework must refresh within " + REFRESH_SECONDS + " s, and did not.");
      }
    } catch (BundleException e) {
      throw new CloisterException(
          ErrorCode.INTERNAL, "The framework could not uninstall a guest.", e);
    } catch (InterruptedException e) {
      // The refresh goes on without us.
      Thread.currentThread().interrupt();
    } finally {
      grants.forget(bundle.getBundleId());
    }
  }

  @Override
  public void close() {
    try {
      felix.stop();
      felix.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      throw new CloisterException(ErrorCode.INTERNAL, "The plugin framework could not stop.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> settings(Path storage) {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toAbsolutePath().toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES, SystemExports.header());
    settings.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
    // The JDK's own loader, not the host's: then getParent() shows no more than imports do.
    settings.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
    // Two builds of one version may stand side by side for the time of a swap.
    settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    // Felix guesses that a call from outside wants the host's classes; guests are never to have
    // them.
    settings.put("felix.bootdelegation.implicit", "false");
    // A JVM-wide factory, which would outlive this framework and pin it.
    settings.put("felix.service.urlhandlers", "false");
    settings.put("felix.log.level", "0");
    return settings;
  }

  private static void createPrivate(Path storage) throws IOException {
    if (Files.isDirectory(storage)) {
      return;
    }
    Path parent = storage.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          storage,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(storage);
    }
  }
}
