package org.cloister.host;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cloister.guard.AdmittedBundle;
import org.cloister.guard.BundleFacts;
import org.cloister.guard.Grant;
import org.cloister.guard.PluginGuard;
import org.cloister.model.ErrorCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The way of a file to a generation: guard, install, resolve, construct, ask for roles, check.
 * Whatever fails on it leaves nothing behind.
 */
final class Admission {
  private static final ClassLoader HOST = Admission.class.getClassLoader();

  private final HostSettings settings;
  private final PluginGuard guard;
  private final AdmissionCheck check;
  private final Framework framework;
  private final Nd4jWarmUp nd4j = new Nd4jWarmUp(HOST);

  Admission(HostSettings settings, PluginGuard guard, AdmissionCheck check, Framework framework) {
    this.settings = settings;
    this.guard = guard;
    this.check = check;
    this.framework = framework;
  }

  AdmittedBundle guarded(Path file) {
    return guard.admit(file);
  }

  /**
   * Installs it. It owes its check until it is first used, and with it the start of ND4J if it
   * computes with that.
   */
  Generation install(AdmittedBundle guest) {
    return install(guest, generation -> {});
  }

  /** Installs it so that nothing is owed. */
  Generation installChecked(AdmittedBundle guest) {
    return install(guest, generation -> generation.firstUse().settle());
  }

  private Generation install(AdmittedBundle guest, Consumer<Generation> then) {
    Bundle bundle = framework.install(guest);
    boolean admitted = false;
    try {
      Generation generation = start(guest, bundle);
      then.accept(generation);
      admitted = true;
      return generation;
    } finally {
      if (!admitted) {
        framework.remove(bundle);
      }
    }
  }

  private Generation start(AdmittedBundle guest, Bundle bundle) {
    BundleFacts facts = guest.facts();
    if (!framework.resolve(bundle)) {
      throw Unresolved.explain(facts.fileName(), bundle, framework.system(), guest.grants());
    }
    activate(bundle);
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    ClassLoader loader = wiring.getClassLoader();
    boolean computes =
        guest.grants().contains(Grant.ND4J) && imports(wiring, GatedPackages::isNd4j);
    GuestThread constructing =
        new GuestThread(facts.fileName(), computes ? new Nd4jContext(HOST) : loader);
    GuestEntry entry =
        constructing.call(
            ErrorCode.PLUGIN_ENTRY_FAILED,
            "its entry class " + facts.entryClass(),
            settings.entryDeadline(),
            () -> GuestEntry.construct(loader, guest));
    FirstUse firstUse =
        FirstUse.owing(
            facts.fileName(),
            () -> {
              if (computes) {
                nd4j.run(facts.fileName());
              }
              check(entry, facts, loader);
            });
    return new Generation(facts, bundle, entry.offers(), firstUse, computes);
  }

  private void check(GuestEntry entry, BundleFacts facts, ClassLoader loader) {
    new GuestThread(facts.fileName(), loader)
        .call(
            ErrorCode.PLUGIN_CONTRACT_BROKEN,
            "its contract check",
            settings.checkDeadline(),
            () -> {
              check.check(entry.plugin(), facts);
              return true;
            });
  }

  private static void activate(Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT);
    } catch (BundleException e) {
      throw new IllegalStateException("A resolved bundle without an activator starts.", e);
    }
  }

  private static boolean imports(BundleWiring wiring, Predicate<String> packages) {
    for (BundleWire wire : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
      Object name = wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
      if (packages.test(String.valueOf(name))) {
        return true;
      }
    }
    return false;
  }
}
