package org.cloister.host;

import java.nio.file.Path;
import java.util.List;
import org.cloister.guard.PluginGuard;
import org.cloister.model.CloisterException;
import org.cloister.model.PluginPin;
import org.cloister.spi.Role;

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
  private final Framework framework;
  private final Changes changes;
  private final Registry registry = new Registry();
  private final Quarantine quarantine = new Quarantine();
  private final Intake intake;
  private final Swapping swapping;
  private final Lending lending;

  private PluginHost(
      HostSettings settings,
      PluginGuard guard,
      AdmissionCheck check,
      HostListener listener,
      Framework framework) {
    this.framework = framework;
    this.changes = new Changes(listener);
    Admission admission = new Admission(settings, guard, check, framework);
    this.intake = new Intake(admission, registry, quarantine, changes);
    this.swapping = new Swapping(intake, registry, framework, changes, settings.drainDeadline());
    this.lending = new Lending(registry, quarantine, framework, changes);
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
    List<Path> files = new PluginFolder(folder).bundles();
    changes.inTurn(() -> intake.admitAll(files));
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
        lending.settled(generation);
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
    changes.inTurn(() -> intake.admit(file));
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
    changes.inTurn(() -> swapping.swap(file));
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
    return lending.lease(role, id, range);
  }

  /**
   * A lease on exactly the code that a pin names, also if it was swapped out and only open leases
   * keep it: so a round ends with the plugins it began with, at every party.
   *
   * @param role as above
   * @throws CloisterException CL-0310 if that code is not here; CL-0307 or CL-0314 as above
   */
  public <R extends Role> Lease<R> lease(Class<R> role, PluginPin pin) {
    return lending.lease(role, pin);
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
    changes.inTurn(
        () -> {
          registry.clear();
          framework.close();
        });
  }
}
