package org.cloister.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cloister.ledger.entry.PluginEvent;
import org.cloister.model.Digest;
import org.cloister.model.PluginPin;

/** Which bundles the ledger has admitted: each before anything was made with it. */
final class PluginBook {
  private final AuditTerms terms;
  private final Function<PluginPin, String> bundleNames;
  private final Set<Digest> admitted = new HashSet<>();
  private final Map<String, Digest> current = new HashMap<>();

  PluginBook(AuditTerms terms, Function<PluginPin, String> bundleNames) {
    this.terms = terms;
    this.bundleNames = bundleNames;
  }

  /** Takes in an entry that is on the log already. */
  void past(PluginEvent plugin) {
    admitted.add(plugin.bundle());
    current.put(plugin.name(), plugin.bundle());
  }

  /** The entries for those that are not on the log yet. */
  List<PluginEvent> admit(List<PluginPin> pins) {
    List<PluginEvent> events = new ArrayList<>();
    for (PluginPin pin : pins) {
      if (admitted.add(pin.bundle())) {
        String name = bundleNames.apply(pin);
        Optional<Digest> before = Optional.ofNullable(current.put(name, pin.bundle()));
        PluginEvent.Action action =
            before.isPresent() ? PluginEvent.Action.SWAP : PluginEvent.Action.ADMIT;
        events.add(
            new PluginEvent(
                terms.origin(),
                action,
                terms.coordinatorName(),
                name,
                pin.version(),
                pin.bundle(),
                before,
                Optional.empty()));
      }
    }
    return events;
  }
}
