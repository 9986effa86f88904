package org.cloister.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cloister.ledger.entry.Incident;

/**
 * Incidents that wait to be appended: of a kind, code and party one a round, so that nobody can
 * fill the ledger with them. Safe for concurrent use.
 */
final class IncidentBook {
  private record Key(Incident.Kind kind, String code, String party) {}

  private final List<Incident> waiting = new ArrayList<>();
  private final Set<Key> known = new HashSet<>();

  synchronized void add(Incident incident) {
    if (known.add(new Key(incident.kind(), incident.code(), incident.party()))) {
      waiting.add(incident);
    }
  }

  /** Those that came since the last call. */
  synchronized List<Incident> take() {
    List<Incident> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** A round begins. */
  synchronized void round() {
    known.clear();
  }
}
