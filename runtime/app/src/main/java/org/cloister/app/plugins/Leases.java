package org.cloister.app.plugins;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.app.job.PluginRef;
import org.cloister.app.yaml.Problems;
import org.cloister.host.Lease;
import org.cloister.host.PluginHost;
import org.cloister.host.VersionRange;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.PluginPin;
import org.cloister.port.Configured;
import org.cloister.spi.Role;

/**
 * The leases of one assembly: opened one after the other, closed together; of the plugins that are
 * current, or of exactly those that a round is pinned to. Not thread-safe.
 */
final class Leases implements AutoCloseable {

  /** Why an object that nobody named may be missing: the report of the host tells. */
  private static final Set<ErrorCode> MISSING_QUIETLY =
      EnumSet.of(
          ErrorCode.PLUGIN_AMBIGUOUS,
          ErrorCode.PLUGIN_CONTRACT_BROKEN,
          ErrorCode.NATIVE_UNAVAILABLE);

  private final PluginHost host;
  private final Problems problems;
  private final Optional<List<PluginPin>> exactly;
  private final List<Lease<?>> open = new ArrayList<>();
  private final List<PluginPin> pins = new ArrayList<>();

  Leases(PluginHost host, Problems problems, Optional<List<PluginPin>> exactly) {
    this.host = host;
    this.problems = problems;
    this.exactly = exactly;
  }

  /** The plugin with its settings, or nothing and a complaint at its place in the job file. */
  <R extends Role> Optional<Configured<R>> take(Kind<R> kind, PluginRef ref) {
    try {
      R role = lease(kind, ref.id(), ref.versions());
      return Optional.of(new Configured<>(role, ref.settings()));
    } catch (CloisterException e) {
      String text =
          e.getMessage() + (e.code() == ErrorCode.PLUGIN_NOT_FOUND ? elsewhere(kind, ref) : "");
      problems.add(ref.origin().at(), ref.origin().path(), text, e.code());
      return Optional.empty();
    }
  }

  /** A name that stands in the place of another role's is a mistake of its own. */
  private String elsewhere(Kind<?> kind, PluginRef ref) {
    List<String> roles =
        host.report().admitted().stream()
            .flatMap(plugin -> plugin.roles().stream())
            .filter(pin -> pin.id().equals(ref.id()))
            .map(PluginPin::role)
            .distinct()
            .toList();
    if (roles.isEmpty()) {
      return " Correct the name, or install the bundle that has it: cloister plugin trust FILE.jar.";
    }
    return roles.contains(kind.label())
        ? ""
        : " "
            + ref.id()
            + " is installed as "
            + String.join(", ", roles)
            + ", which cannot stand here; choose one of this role.";
  }

  /**
   * All objects of a role by id, for agents that name them; an id with two owners is left out, and
   * so is one whose bundle is refused now that it is first used.
   */
  <R extends Role> Map<String, R> all(Kind<R> kind) {
    Map<String, R> all = new TreeMap<>();
    for (String id : exactly.isPresent() ? pinned(kind) : offered(kind)) {
      try {
        all.put(id, lease(kind, id, VersionRange.any()));
      } catch (CloisterException e) {
        if (exactly.isPresent() || !MISSING_QUIETLY.contains(e.code())) {
          throw e;
        }
      }
    }
    return all;
  }

  private <R extends Role> R lease(Kind<R> kind, String id, VersionRange versions) {
    Lease<R> lease =
        exactly.isPresent()
            ? host.lease(kind.type(), pin(exactly.get(), kind, id))
            : host.lease(kind.type(), id, versions);
    open.add(lease);
    pins.add(lease.pin());
    return lease.role();
  }

  private static PluginPin pin(List<PluginPin> pins, Kind<?> kind, String id) {
    return pins.stream()
        .filter(pin -> isOf(pin, kind) && pin.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CloisterException(
                    ErrorCode.PLUGIN_MISMATCH,
                    "The round must be pinned to the "
                        + kind.label()
                        + " "
                        + id
                        + " of this job, is pinned to others; run the same job file everywhere."));
  }

  private List<String> pinned(Kind<?> kind) {
    return exactly.orElse(List.of()).stream()
        .filter(pin -> isOf(pin, kind))
        .map(PluginPin::id)
        .toList();
  }

  /** The ids that are offered in a role, each once, by name. */
  List<String> offered(Kind<?> kind) {
    return host.report().admitted().stream()
        .flatMap(plugin -> plugin.roles().stream())
        .filter(pin -> isOf(pin, kind))
        .map(PluginPin::id)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isOf(PluginPin pin, Kind<?> kind) {
    return pin.role().equals(kind.label());
  }

  Problems problems() {
    return problems;
  }

  /** The exact code behind what was leased, in the order of leasing. */
  List<PluginPin> pins() {
    return List.copyOf(pins);
  }

  @Override
  public void close() {
    open.forEach(Lease::close);
  }
}
