package org.cloister.guard;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.Quoted;

/**
 * Checks what a bundle says about itself. Guests have one entry, the class that their capability
 * names; every other way to be started, to reach into another bundle or to widen their class space
 * is refused here, because the framework would follow it.
 */
final class HeaderCheck {
  private static final String CAPABILITY = "org.cloister.plugin";
  private static final Pattern SYMBOLIC_NAME =
      Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern CLASS_NAME =
      Pattern.compile("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*");
  private static final int MAX_NAME = 128;

  private static final List<String> FORBIDDEN =
      List.of(
          "Fragment-Host",
          "Require-Bundle",
          "DynamicImport-Package",
          "Bundle-Activator",
          "ExtensionBundle-Activator",
          "Bundle-NativeCode",
          "Export-Package",
          "Export-Service",
          "Import-Service",
          "Service-Component",
          "Bundle-Blueprint",
          "Meta-Persistence",
          "Multi-Release",
          "Premain-Class",
          "Agent-Class",
          "Launcher-Agent-Class");

  private final Map<String, String> headers;
  private final Refusal refusal;

  private HeaderCheck(Map<String, String> headers, Refusal refusal) {
    this.headers = headers;
    this.refusal = refusal;
  }

  static BundleFacts check(
      ArchiveCheck.Passed archive, String fileName, Digest digest, Refusal refusal) {
    HeaderCheck check =
        new HeaderCheck(MainSection.parse(archive.manifest().toArray(), refusal), refusal);
    check.requireNothingForbidden();
    String name = check.symbolicName();
    BundleVersion version = check.version();
    check.requireOwnWiringOnly();
    return new BundleFacts(fileName, digest, name, version, check.entryClass(archive.names()));
  }

  private void requireNothingForbidden() {
    for (String name : FORBIDDEN) {
      String value = headers.get(name);
      refusal.requireHeader(
          value == null || (name.equals("Multi-Release") && value.equalsIgnoreCase("false")),
          "its manifest must not have "
              + name
              + ", was "
              + Quoted.of(value == null ? "" : value)
              + ". Remove the header: the host starts and"
              + " wires plugins itself.");
    }
    String classPath = headers.getOrDefault("Bundle-ClassPath", ".");
    refusal.requireHeader(
        classPath.equals("."),
        "its Bundle-ClassPath must be \".\", was "
            + Quoted.of(classPath)
            + ". Unpack libraries into the bundle.");
  }

  private String symbolicName() {
    String manifestVersion = required("Bundle-ManifestVersion");
    refusal.requireHeader(
        manifestVersion.equals("2"),
        "its Bundle-ManifestVersion must be 2, was "
            + Quoted.of(manifestVersion)
            + ". Build it as an OSGi bundle.");
    String name = required("Bundle-SymbolicName");
    refusal.requireHeader(
        name.length() <= MAX_NAME && SYMBOLIC_NAME.matcher(name).matches(),
        "its Bundle-SymbolicName must be one plain name without parameters, at most "
            + MAX_NAME
            + " characters, was "
            + Quoted.of(name)
            + ".");
    refusal.requireHeader(
        !name.equals("system.bundle"),
        "its Bundle-SymbolicName must not be \"system.bundle\", the framework's own. Choose another.");
    return name;
  }

  private BundleVersion version() {
    String version = required("Bundle-Version");
    return BundleVersion.parse(version)
        .orElseThrow(
            () ->
                refusal.header(
                    "its Bundle-Version must be a version such as 1.2.3, was "
                        + Quoted.of(version)
                        + "."));
  }

  private void requireOwnWiringOnly() {
    for (HeaderClause clause : clauses("Require-Capability")) {
      for (String namespace : clause.paths()) {
        refusal.requireHeader(
            !namespace.startsWith("osgi.wiring.") && !namespace.equals("osgi.native"),
            "its Require-Capability must not name "
                + Quoted.of(namespace)
                + ". Use Import-Package.");
      }
    }
    clauses("Import-Package");
  }

  private String entryClass(Set<String> entries) {
    List<HeaderClause> capabilities = clauses("Provide-Capability");
    boolean one =
        capabilities.size() == 1 && capabilities.get(0).paths().equals(List.of(CAPABILITY));
    refusal.requireHeader(
        one,
        "its Provide-Capability must be exactly one "
            + CAPABILITY
            + ";class=\"...\", was "
            + Quoted.of(headers.getOrDefault("Provide-Capability", ""))
            + ". Put @PluginEntry on the plugin's one entry class and build with bnd.");
    String name = capabilities.get(0).attributes().getOrDefault("class", "");
    refusal.requireHeader(
        CLASS_NAME.matcher(name).matches(),
        "its capability "
            + CAPABILITY
            + " must name the entry class, was class="
            + Quoted.of(name)
            + ".");
    String file = name.replace('.', '/') + ".class";
    refusal.requireHeader(
        entries.contains(file),
        "it must hold the entry class that it names, has no "
            + Quoted.of(file)
            + ". Build it again.");
    return name;
  }

  private List<HeaderClause> clauses(String header) {
    String value = headers.get(header);
    if (value == null || value.isBlank()) {
      return List.of();
    }
    try {
      return HeaderClause.parse(value);
    } catch (CloisterException e) {
      throw refusal.header("its " + header + " cannot be read. " + e.getMessage());
    }
  }

  private String required(String header) {
    String value = headers.get(header);
    if (value == null) {
      throw refusal.header(
          "its manifest must have "
              + header
              + ", has none. Build it as an OSGi bundle, for example with bnd.");
    }
    return value;
  }
}
