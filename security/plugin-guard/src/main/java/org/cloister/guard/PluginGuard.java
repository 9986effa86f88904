package org.cloister.guard;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.cloister.model.Bytes;

/**
 * Decides whether a bundle may be installed, before the framework sees a byte of it: trusted by
 * digest, a plain archive, and headers that leave no way in but the entry class.
 *
 * <p>What this claims: the bundle is one that this organisation approved, it is what was approved,
 * and it cannot do damage by accident. It does not contain hostile code; that takes a process of
 * its own.
 *
 * <p>Any thread may call any method at any time.
 */
public final class PluginGuard {
  private final Supplier<PluginLock> lock;
  private final Supplier<Grants> grants;

  /** A guard with a fixed lock and fixed grants. */
  public PluginGuard(PluginLock lock, Grants grants) {
    this(() -> lock, () -> grants);
  }

  private PluginGuard(Supplier<PluginLock> lock, Supplier<Grants> grants) {
    this.lock = lock;
    this.grants = grants;
  }

  /**
   * A guard that reads both files at every admission, so that trust given or taken while a node
   * runs counts from then on.
   */
  public static PluginGuard ofFiles(Path lockFile, Path grantsFile) {
    return new PluginGuard(() -> PluginLock.read(lockFile), () -> Grants.read(grantsFile));
  }

  /**
   * Reads the file once and checks that copy.
   *
   * @throws org.cloister.model.CloisterException CL-0302 if it is not trusted, CL-0303 or CL-0304
   *     if its archive or its headers are refused, CL-0313 if the grants cannot be read, CL-0601 if
   *     the file cannot be read; all name the file and what to do
   */
  public AdmittedBundle admit(Path file) {
    BundleArchive archive = BundleArchive.read(file);
    requireTrusted(archive, lock.get());
    BundleFacts facts = archive.facts();
    return new AdmittedBundle(
        facts, grants.get().of(facts.symbolicName()), Bytes.of(archive.bytes()));
  }

  /**
   * Checks archive and headers of a bundle that nobody trusts yet: what to show before it is put
   * into the lock.
   */
  public static BundleFacts examine(Path file) {
    return BundleArchive.read(file).facts();
  }

  private static void requireTrusted(BundleArchive archive, PluginLock lock) {
    if (lock.trusts(archive.digest())) {
      return;
    }
    String trust = "cloister plugin trust " + archive.fileName();
    throw lock.digestOf(archive.fileName())
        .map(
            old ->
                archive
                    .refusal()
                    .notTrusted(
                        "it was changed after it was trusted: its SHA-256 must be "
                            + old.hex()
                            + ", was "
                            + archive.digest().hex()
                            + ". Put the trusted file back, or if you know the change, run \""
                            + trust
                            + "\"."))
        .orElseGet(
            () ->
                archive
                    .refusal()
                    .notTrusted(
                        "its SHA-256 must be in conf/plugins.lock, was "
                            + archive.digest().hex()
                            + ". If you trust it, run \""
                            + trust
                            + "\"."));
  }
}
