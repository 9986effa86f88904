package org.cloister.host;

import java.util.Optional;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.model.Quoted;
import org.cloister.spi.Role;

/**
 * Hands out leases, after whatever their bundle owed before its first use; a bundle that fails then
 * is withdrawn and quarantined. Waits for no change. Safe for concurrent use.
 */
final class Lending {
  private final Registry registry;
  private final Quarantine quarantine;
  private final Framework framework;
  private final Changes changes;

  Lending(Registry registry, Quarantine quarantine, Framework framework, Changes changes) {
    this.registry = registry;
    this.quarantine = quarantine;
    this.framework = framework;
    this.changes = changes;
  }

  /** The highest usable version in the range. */
  <R extends Role> Lease<R> lease(Class<R> role, String id, VersionRange range) {
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

  /** Exactly that code, or a refusal. */
  <R extends Role> Lease<R> lease(Class<R> role, PluginPin pin) {
    Lease<R> lease = registry.lease(role, pin).orElseThrow(() -> absent(pin));
    Optional<CloisterException> refusal = refused(lease);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return lease;
  }

  /** Why a generation cannot be used, which is withdrawn then; empty if it can. */
  Optional<CloisterException> settled(Generation generation) {
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

  private void withdraw(Generation unusable, CloisterException refusal) {
    AdmittedPlugin plugin = unusable.described();
    // The reason is there before the offer is gone, so that nobody finds neither.
    if (!registry.withdraw(unusable, () -> quarantine.refuse(plugin, refusal))) {
      return;
    }
    unusable.release();
    changes.onceDrained(unusable, () -> removeRefused(unusable, refusal));
  }

  private void removeRefused(Generation unusable, CloisterException refusal) {
    framework.remove(unusable.bundle());
    changes.tell(to -> to.quarantined(Quarantined.of(unusable.facts().fileName(), refusal)));
  }
}
