package org.cloister.audit;

import java.util.Optional;
import org.cloister.ledger.entry.Incident;
import org.cloister.model.ErrorCode;

/** What the ledger says of things that must not be silent. */
record IncidentEntries(AuditTerms terms) {

  Incident of(Incident.Kind kind, String code, String party, long round) {
    return new Incident(
        terms.origin(),
        kind,
        code,
        party,
        Optional.of(terms.job()),
        Optional.of(round),
        Optional.empty());
  }

  /** The job ends before it is complete. */
  Incident stop(ErrorCode code, long round) {
    return of(Incident.Kind.STOP, code.text(), terms.coordinatorName(), round);
  }
}
