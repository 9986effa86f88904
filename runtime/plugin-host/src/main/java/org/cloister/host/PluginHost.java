package org.cloister.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cloister.guard.AdmittedBundle;
import org.cloister.guard.BundleFacts;
import org.cloister.guard.PluginGuard;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.model.Quoted;
import org.cloister.spi.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits bundles, leases what they offer, and swaps their versions while they are used.
 *
 * <p>Several versions of a bundle may serve side by side. A swap admits the fresh version beside
 * the old one, lets new leases have it from one instant to the next, and takes the old one down
 * when its last lease is closed; no call fails on the way.
 *
 * <p>Any thread may call any method. Changes (admissions and swaps) take turns; leases never wait
 * for them.
 */
public final class PluginHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private final HostSettings settings;
  private final HostListener listener;
  private final Framework framework;
  private final Admission admission;
  private final Registry registry = new Registry();
  private final Quarantine quarantine = new Quarantine();
  private final ReentrantLock changes = new ReentrantLock(true);

  private PluginHost(
      HostSettings settings,
      PluginGuard guard,
      AdmissionCheck check,
      HostListener listener,
      Framework framework) {
    this.settings = settings;
    this.listener = listener;
    this.framework = framework;
    this.admission = new Admission(settings, guard, check, framework);
  }

  /**
   * Starts an empty framework.
   *
   * @throws CloisterException CL-0601 if its storage cannot be used
   */
  public static PluginHost start(
      HostSettings settings, PluginGuard guard, AdmissionCheck check, HostListener listener) {
    return new PluginHost(settings, guard, check, listener, Framework.start(settings.storage()));
  }

  /**
   * Admits every {@code .jar} file of a folder, by name. A bundle that is refused, fails or hangs
   * is quarantined with its reason and stops nobody else. Files whose bytes already serve are left
   * alone.
   *
   * <p>A bundle is constructed here, and checked when one of its roles is first leased: most jobs
   * use few of those that are installed. One that fails then is quarantined as it would have been
   * here. {@link #checkAll} does not wait for that.
   *
   * @return the report of the whole host, afterwards
   * @throws CloisterException CL-0601 if the folder cannot be read, CL-0602 if the host's own
   *     storage is full
   */
  public HostReport admitFolder(Path folder) {
    List<Path> files = bundles(folder);
    inTurn(
        () -> {
          for (Path file : files) {
            try {
              admitInTurn(file);
            } catch (CloisterException e) {
              if (endsAdmissions(e)) {
                throw e;
              }
            }
          }
        });
    return report();
  }

  /**
   * Checks every bundle that serves, and quarantines those that fail; but for bundles that compute
   * with ND4J, which takes long to start: these are checked when first used.
   *
   * @return the report of the whole host, afterwards
   */
  public HostReport checkAll() {
    for (Generation generation : registry.published()) {
      if (!generation.computes()) {
        settled(generation);
      }
    }
    return report();
  }

  /**
   * Admits one bundle beside those that serve; it is checked when first used.
   *
   * @throws CloisterException CL-0302 to CL-0308 or CL-0314 if it is refused; it is quarantined
   *     then
   */
  public void admit(Path file) {
    inTurn(() -> admitInTurn(file));
  }

  /**
   * Replaces the highest serving version of a bundle by the one in {@code file}, which has the same
   * symbolic name and another version or other bytes. If the fresh version is refused, the old one
   * serves on as if nothing had happened.
   *
   * @throws CloisterException CL-0301 if no version of it serves, CL-0302 to CL-0308 or CL-0314 if
   *     the fresh version is refused; CL-0309 if leases of the old version are still open after the
   *     drain deadline: the swap is done then, and the old version goes when the last of them is
   *     closed
   */
  public void swap(Path file) {
    inTurn(() -> swapInTurn(file));
  }

  /**
   * A lease on a role by its id: the highest version in the range.
   *
   * @param role the role as {@code Plugin} lists it, such as {@code Aggregator.class}; a {@code
   *     MetaLearner} is a {@code Trainer}
   * @throws CloisterException CL-0301 if there is none, with what comes near; CL-0308 if two
   *     bundles of the same version offer it; CL-0001 if {@code role} is no role
   */
  public <R extends Role> Lease<R> lease(Class<R> role, String id, VersionRange range) {
    RoleType type =
        RoleType.of(role)
            .orElseThrow(
                () ->
                    new CloisterException(
                        ErrorCode.INTERNAL,
                        role.getName() + " must be a role that Plugin lists, is none."));
    while (true) {
      Lease<R> lease =
          registry.lease(role, id, range).orElseThrow(() -> absent(type, role, id, range));
      // What was refused now is not found again: the next one may serve, or the reason is told.
      if (refused(lease).isEmpty()) {
        return lease;
      }
    }
  }

  /**
   * A lease on exactly the code that a pin names, also if it was swapped out and only open leases
   * keep it: so a round ends with the plugins it began with, at every party.
   *
   * @param role as above
   * @throws CloisterException CL-0310 if that code is not here; CL-0307 or CL-0314 as above
   */
  public <R extends Role> Lease<R> lease(Class<R> role, PluginPin pin) {
    Lease<R> lease = registry.lease(role, pin).orElseThrow(() -> absent(pin));
    Optional<CloisterException> refusal = refused(lease);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return lease;
  }

  private CloisterException absent(
      RoleType type, Class<? extends Role> role, String id, VersionRange range) {
    return quarantine
        .refusalOf(type, id, range)
        .orElseGet(() -> NotFound.of(type, id, range, registry.offers(role), quarantine.bundles()));
  }

  private CloisterException absent(PluginPin pin) {
    return quarantine
        .refusalOf(pin)
        .orElseGet(
            () ->
                new CloisterException(
                    ErrorCode.PLUGIN_MISMATCH,
                    "The round needs "
                        + Quoted.of(pin.role())
                        + " "
                        + Quoted.of(pin.id())
                        + " of the bundle with SHA-256 "
                        + pin.bundle().hex()
                        + ", which is not installed here. Install the same bundle at every"
                        + " party."));
  }

  /** Why a lease cannot be handed out; it is closed then and its bundle quarantined. */
  private Optional<CloisterException> refused(Lease<?> lease) {
    boolean usable = false;
    try {
      Optional<CloisterException> refusal = settled(lease.generation().orElseThrow());
      usable = refusal.isEmpty();
      return refusal;
    } finally {
      if (!usable) {
        lease.close();
      }
    }
  }

  /** Why a generation cannot be used, which is withdrawn then; empty if it can. */
  private Optional<CloisterException> settled(Generation generation) {
    try {
      generation.firstUse().settle();
      return Optional.empty();
    } catch (CloisterException e) {
      if (e.code() == ErrorCode.INTERRUPTED) {
        throw e;
      }
      withdraw(generation, e);
      return Optional.of(e);
    }
  }

  private void withdraw(Generation unusable, CloisterException refusal) {
    AdmittedPlugin plugin = unusable.described();
    // The reason is there before the offer is gone, so that nobody finds neither.
    if (!registry.withdraw(unusable, () -> quarantine.refuse(plugin, refusal))) {
      return;
    }
    unusable.release();
    // By a thread of its own: the caller holds other leases and must not wait for a change.
    CompletableFuture<Void> unused =
        unusable
            .drained()
            .thenRunAsync(
                () -> inTurn(() -> removeRefused(unusable, refusal)), PluginHost::onDaemon);
  }

  private void removeRefused(Generation unusable, CloisterException refusal) {
    framework.remove(unusable.bundle());
    tell(to -> to.quarantined(Quarantined.of(unusable.facts().fileName(), refusal)));
  }

  /** Which bundles serve and which were refused. */
  public HostReport report() {
    List<AdmittedPlugin> admitted =
        registry.published().stream().map(Generation::described).toList();
    return new HostReport(admitted, quarantine.bundles());
  }

  /** Stops the framework. Leases that are still open may fail from then on. */
  @Override
  public void close() {
    inTurn(
        () -> {
          registry.clear();
          framework.close();
        });
  }

  private void admitInTurn(Path file) {
    String fileName = String.valueOf(file.getFileName());
    AdmittedBundle guest = orQuarantine(fileName, () -> admission.guarded(file));
    if (serves(guest.facts().digest())) {
      return;
    }
    Generation fresh =
        orQuarantine(
            fileName,
            () -> {
              requireNewVersion(guest.facts());
              return admission.install(guest);
            });
    registry.add(fresh);
    tell(to -> to.admitted(guest.facts()));
  }

  private void swapInTurn(Path file) {
    String fileName = String.valueOf(file.getFileName());
    AdmittedBundle guest = orQuarantine(fileName, () -> admission.guarded(file));
    Generation old = toReplace(guest.facts());
    Generation fresh = orQuarantine(fileName, () -> admission.installChecked(guest));
    boolean replaced = registry.replace(old, fresh);
    tell(to -> to.swapped(old.facts(), guest.facts()));
    if (replaced) {
      retire(old);
    }
  }

  private Generation toReplace(BundleFacts fresh) {
    CloisterException.require(
        !serves(fresh.digest()),
        ErrorCode.PLUGIN_AMBIGUOUS,
        "The bundle "
            + Quoted.of(fresh.fileName())
            + " must differ from those that serve; exactly these bytes already do.");
    return registry.published().stream()
        .filter(generation -> generation.facts().symbolicName().equals(fresh.symbolicName()))
        .max(Comparator.comparing(generation -> generation.facts().version()))
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.PLUGIN_NOT_FOUND,
                    "No version of "
                        + fresh.symbolicName()
                        + " serves, so there is none to swap. Admit the bundle instead."));
  }

  private void retire(Generation old) {
    old.release();
    try {
      old.drained().get(settings.drainDeadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      // By a thread of its own: the last lease may be closed anywhere, even by a guest.
      CompletableFuture<Void> unused =
          old.drained().thenRunAsync(() -> inTurn(() -> remove(old)), PluginHost::onDaemon);
      throw late(old, e instanceof InterruptedException);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A drained generation completes without a failure.", e);
    }
    remove(old);
  }

  private CloisterException late(Generation old, boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return new CloisterException(
        interrupted ? ErrorCode.INTERRUPTED : ErrorCode.PLUGIN_DRAIN_TIMEOUT,
        "The swap is done, but leases of "
            + old.facts().symbolicName()
            + " "
            + old.facts().version()
            + " must be closed within "
            + settings.drainDeadline().toMillis()
            + " ms and some are open. That version goes when the last one is closed.");
  }

  private void remove(Generation old) {
    registry.retired(old);
    framework.remove(old.bundle());
    tell(to -> to.retired(old.facts()));
  }

  private <T> T orQuarantine(String fileName, Supplier<T> step) {
    try {
      T result = step.get();
      quarantine.forget(fileName);
      return result;
    } catch (CloisterException e) {
      throw quarantined(fileName, e);
    } catch (RuntimeException e) {
      throw quarantined(
          fileName,
          new CloisterException(
              ErrorCode.INTERNAL,
              Sentences.refused(fileName) + "its admission failed for a reason of our own.",
              e));
    }
  }

  private CloisterException quarantined(String fileName, CloisterException refusal) {
    if (!endsAdmissions(refusal)) {
      Quarantined refused = quarantine.refuse(fileName, refusal);
      tell(to -> to.quarantined(refused));
    }
    return refusal;
  }

  /** What is not the bundle's fault, and would befall the next one too. */
  private static boolean endsAdmissions(CloisterException failure) {
    return failure.code() == ErrorCode.INTERRUPTED || failure.code() == ErrorCode.STORAGE_FULL;
  }

  private boolean serves(Digest digest) {
    return registry.published().stream()
        .anyMatch(generation -> generation.facts().digest().equals(digest));
  }

  private void requireNewVersion(BundleFacts fresh) {
    for (Generation generation : registry.published()) {
      BundleFacts other = generation.facts();
      CloisterException.require(
          !other.symbolicName().equals(fresh.symbolicName())
              || !other.version().equals(fresh.version()),
          ErrorCode.PLUGIN_AMBIGUOUS,
          "The bundle "
              + Quoted.of(fresh.fileName())
              + " is refused: "
              + fresh.symbolicName()
              + " "
              + fresh.version()
              + " already serves, from "
              + Quoted.of(other.fileName())
              + " with other bytes. Remove one of the files, or swap.");
    }
  }

  private void tell(Consumer<HostListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("A listener of the plugin host must not throw.", e);
    }
  }

  private void inTurn(Runnable change) {
    changes.lock();
    try {
      change.run();
    } finally {
      changes.unlock();
    }
  }

  private static void onDaemon(Runnable task) {
    Thread thread = new Thread(task, "cloister-retire");
    thread.setDaemon(true);
    thread.setContextClassLoader(PluginHost.class.getClassLoader());
    thread.start();
  }

  private static List<Path> bundles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STORAGE_FAILED,
          "The plugin folder "
              + folder
              + " must be readable; check that it is there and its owner.",
          e);
    }
  }
}
