package org.cloister.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cloister.guard.BundleVersion;
import org.cloister.guard.Grant;
import org.cloister.guard.HeaderClause;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Quoted;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Says in sentences why a bundle cannot be wired. The resolver's own words name filters; people ask
 * for packages.
 */
final class Unresolved {
  private static final Pattern EE_VERSION =
      Pattern.compile("\\(version[^=]*=(?:1\\.)?(\\d{1,4})[^)]*\\)");

  private final Bundle bundle;
  private final Bundle system;
  private final Set<Grant> grants;

  private Unresolved(Bundle bundle, Bundle system, Set<Grant> grants) {
    this.bundle = bundle;
    this.system = system;
    this.grants = grants;
  }

  static CloisterException explain(
      String fileName, Bundle bundle, Bundle system, Set<Grant> grants) {
    List<String> reasons = new Unresolved(bundle, system, grants).reasons();
    return new CloisterException(
        ErrorCode.PLUGIN_UNRESOLVED,
        Sentences.refused(fileName) + "it " + String.join("; it ", reasons) + ".");
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    String imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
    for (HeaderClause clause :
        imports == null ? List.<HeaderClause>of() : HeaderClause.parse(imports)) {
      if (!"optional".equals(clause.directives().get(Constants.RESOLUTION_DIRECTIVE))) {
        clause.paths().forEach(name -> explainImport(name, clause, reasons));
      }
    }
    for (BundleRequirement requirement :
        bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
      explainCapability(requirement, reasons);
    }
    if (reasons.isEmpty()) {
      reasons.add("cannot be wired (" + frameworkWords() + ")");
    }
    return reasons;
  }

  private void explainImport(String name, HeaderClause clause, List<String> reasons) {
    Grant missing =
        GatedPackages.grantFor(name).filter(grant -> !grants.contains(grant)).orElse(null);
    if (missing != null) {
      reasons.add(
          "needs package "
              + name
              + ", which is granted only to bundles listed under "
              + missing.word()
              + " in conf/grants.yaml; if you trust it with that, add the line \"  "
              + bundle.getSymbolicName()
              + ": ["
              + missing.word()
              + "]\"");
      return;
    }
    List<BundleVersion> offered = offered(name);
    String wanted = clause.attributes().getOrDefault(Constants.VERSION_ATTRIBUTE, "0");
    if (offered.isEmpty()) {
      reasons.add("needs package " + Quoted.of(name) + ", " + whyNobody(name));
    } else if (offered.stream().noneMatch(VersionRange.parse(wanted)::includes)) {
      reasons.add(
          "needs package "
              + name
              + " in version "
              + wanted
              + ", but only "
              + offered.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + " is here; it was built against another core-api, so build it again with this one");
    }
  }

  private static String whyNobody(String name) {
    if (GatedPackages.isNd4j(name)) {
      return "which this installation does not show; add ND4J to its class path, or use the packages that it shows";
    }
    if (name.startsWith("org.cloister.")) {
      return "which is no part of the plugin API and is shown to no plugin; use org.cloister.model and org.cloister.spi";
    }
    return "which nobody provides; put the classes into the bundle, or do without";
  }

  private List<BundleVersion> offered(String name) {
    List<BundleVersion> versions = new ArrayList<>();
    for (BundleCapability capability :
        system
            .adapt(BundleRevision.class)
            .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
      if (name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
        String version =
            String.valueOf(capability.getAttributes().get(Constants.VERSION_ATTRIBUTE));
        versions.add(BundleVersion.parse(version).orElseThrow());
      }
    }
    return versions;
  }

  private void explainCapability(BundleRequirement requirement, List<String> reasons) {
    String namespace = requirement.getNamespace();
    String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    boolean needed =
        !Constants.RESOLUTION_OPTIONAL.equals(
                requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
            && !namespace.startsWith("osgi.wiring.");
    if (!needed || isOffered(requirement)) {
      return;
    }
    Matcher version = EE_VERSION.matcher(filter);
    if (namespace.equals("osgi.ee") && version.find()) {
      reasons.add(
          "needs Java "
              + version.group(1)
              + ", this node runs Java "
              + Runtime.version().feature()
              + "; build it for this Java or run a newer one");
    } else {
      reasons.add(
          "needs the capability "
              + Quoted.of(namespace + " " + filter)
              + ", which nobody provides; plugins are wired by the host, without services");
    }
  }

  private boolean isOffered(BundleRequirement requirement) {
    return system
        .adapt(BundleRevision.class)
        .getDeclaredCapabilities(requirement.getNamespace())
        .stream()
        .anyMatch(requirement::matches);
  }

  private String frameworkWords() {
    try {
      bundle.start(Bundle.START_TRANSIENT);
      return "it could a moment later; try again";
    } catch (BundleException e) {
      return Sentences.cut(String.valueOf(e.getMessage()));
    }
  }
}
