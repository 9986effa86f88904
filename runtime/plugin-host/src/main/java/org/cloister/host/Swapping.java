package org.cloister.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cloister.guard.AdmittedBundle;
import org.cloister.guard.BundleFacts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Replaces a version that serves by a fresh one: both are there for an instant, then new leases get
 * the fresh one, and the old one is taken down when its last lease is closed. Call it in turn only.
 */
final class Swapping {
  private final Intake intake;
  private final Registry registry;
  private final Framework framework;
  private final Changes changes;
  private final Duration drainDeadline;

  Swapping(
      Intake intake,
      Registry registry,
      Framework framework,
      Changes changes,
      Duration drainDeadline) {
    this.intake = intake;
    this.registry = registry;
    this.framework = framework;
    this.changes = changes;
    this.drainDeadline = drainDeadline;
  }

  void swap(Path file) {
    AdmittedBundle guest = intake.guarded(file);
    Generation old = toReplace(guest.facts());
    Generation fresh = intake.installChecked(guest);
    boolean replaced = registry.replace(old, fresh);
    changes.tell(to -> to.swapped(old.facts(), guest.facts()));
    if (replaced) {
      retire(old);
    }
  }

  private Generation toReplace(BundleFacts fresh) {
    CloisterException.require(
        !registry.serves(fresh.digest()),
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
      old.drained().get(drainDeadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      changes.onceDrained(old, () -> remove(old));
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
            + drainDeadline.toMillis()
            + " ms and some are open. That version goes when the last one is closed.");
  }

  private void remove(Generation old) {
    registry.retired(old);
    framework.remove(old.bundle());
    changes.tell(to -> to.retired(old.facts()));
  }
}
