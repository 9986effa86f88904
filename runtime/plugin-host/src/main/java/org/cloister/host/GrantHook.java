package org.cloister.host;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cloister.guard.Grant;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Hides gated packages from the resolver for bundles without the grant; a bundle that was not told
 * of has none.
 */
final class GrantHook implements ResolverHookFactory {
  private final Map<Long, Set<Grant>> grants = new ConcurrentHashMap<>();

  void grant(long bundleId, Set<Grant> granted) {
    grants.put(bundleId, granted);
  }

  void forget(long bundleId) {
    grants.remove(bundleId);
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return new Filter();
  }

  private final class Filter implements ResolverHook {
    @Override
    public void filterMatches(
        BundleRequirement requirement, Collection<BundleCapability> candidates) {
      long bundleId = requirement.getRevision().getBundle().getBundleId();
      if (bundleId != 0 && requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
        Set<Grant> granted = grants.getOrDefault(bundleId, Set.of());
        candidates.removeIf(candidate -> !isOpenTo(granted, candidate));
      }
    }

    private boolean isOpenTo(Set<Grant> granted, BundleCapability candidate) {
      String name =
          String.valueOf(candidate.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
      return GatedPackages.grantFor(name).map(granted::contains).orElse(true);
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(
        BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {}

    @Override
    public void end() {}
  }
}
