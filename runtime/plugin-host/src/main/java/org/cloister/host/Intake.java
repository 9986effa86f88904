package org.cloister.host;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.cloister.guard.AdmittedBundle;
import org.cloister.guard.BundleFacts;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;

/**
 * Takes files in: what is admitted serves beside the others, what is refused is quarantined with
 * its reason. Call it in turn only.
 */
final class Intake {
  private final Admission admission;
  private final Registry registry;
  private final Quarantine quarantine;
  private final Changes changes;

  Intake(Admission admission, Registry registry, Quarantine quarantine, Changes changes) {
    this.admission = admission;
    this.registry = registry;
    this.quarantine = quarantine;
    this.changes = changes;
  }

  /** Takes in all that can be; one that is refused stops nobody else. */
  void admitAll(List<Path> files) {
    for (Path file : files) {
      try {
        admit(file);
      } catch (CloisterException e) {
        if (endsAdmissions(e)) {
          throw e;
        }
      }
    }
  }

  /** Does nothing if these bytes already serve. */
  void admit(Path file) {
    AdmittedBundle guest = guarded(file);
    BundleFacts facts = guest.facts();
    if (registry.serves(facts.digest())) {
      return;
    }
    Generation fresh =
        orQuarantine(
            facts.fileName(),
            () -> {
              requireNewVersion(facts);
              return admission.install(guest);
            });
    registry.add(fresh);
    changes.tell(to -> to.admitted(facts));
  }

  /** The bundle, past the guard; nothing of it is installed yet. */
  AdmittedBundle guarded(Path file) {
    return orQuarantine(String.valueOf(file.getFileName()), () -> admission.guarded(file));
  }

  /** The bundle, installed and checked, but not yet serving. */
  Generation installChecked(AdmittedBundle guest) {
    return orQuarantine(guest.facts().fileName(), () -> admission.installChecked(guest));
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
      changes.tell(to -> to.quarantined(refused));
    }
    return refusal;
  }

  /** What is not the bundle's fault, and would befall the next one too. */
  private static boolean endsAdmissions(CloisterException failure) {
    return failure.code() == ErrorCode.INTERRUPTED || failure.code() == ErrorCode.STORAGE_FULL;
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
}
