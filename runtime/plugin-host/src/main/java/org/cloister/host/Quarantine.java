package org.cloister.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.cloister.guard.BundleVersion;
import org.cloister.model.CloisterException;
import org.cloister.model.PluginPin;

/**
 * The bundles that were refused, by file name. Of those that were refused at their first use it
 * also keeps what they offered, so that whoever asks for it again hears the same reason. Safe for
 * concurrent use.
 */
final class Quarantine {
  private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();

  private record Entry(Quarantined bundle, Optional<AdmittedPlugin> offered) {
    Optional<BundleVersion> version() {
      return offered.map(plugin -> plugin.bundle().version());
    }

    boolean offers(Predicate<PluginPin> wanted) {
      return offered.stream().flatMap(plugin -> plugin.roles().stream()).anyMatch(wanted);
    }

    CloisterException refusal() {
      return new CloisterException(bundle.code(), bundle.reason());
    }
  }

  /** It was refused before anyone knew what it offers. */
  Quarantined refuse(String fileName, CloisterException refusal) {
    return put(fileName, refusal, Optional.empty());
  }

  /** It was refused when it was first used. */
  Quarantined refuse(AdmittedPlugin plugin, CloisterException refusal) {
    return put(plugin.bundle().fileName(), refusal, Optional.of(plugin));
  }

  void forget(String fileName) {
    entries.remove(fileName);
  }

  List<Quarantined> bundles() {
    return entries.values().stream().map(Entry::bundle).toList();
  }

  /** Why a role that was on offer cannot be had. */
  Optional<CloisterException> refusalOf(RoleType type, String id, VersionRange range) {
    return entries.values().stream()
        .filter(entry -> entry.version().map(range::includes).orElse(false))
        .filter(
            entry -> entry.offers(pin -> pin.role().equals(type.label()) && pin.id().equals(id)))
        .map(Entry::refusal)
        .findFirst();
  }

  /** Why exactly that code cannot be had. */
  Optional<CloisterException> refusalOf(PluginPin pin) {
    return entries.values().stream()
        .filter(entry -> entry.offers(pin::equals))
        .map(Entry::refusal)
        .findFirst();
  }

  private Quarantined put(
      String fileName, CloisterException refusal, Optional<AdmittedPlugin> offered) {
    Quarantined bundle = Quarantined.of(fileName, refusal);
    entries.put(fileName, new Entry(bundle, offered));
    return bundle;
  }
}
