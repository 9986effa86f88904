package org.cloister.app.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.cloister.audit.AuditTerms;
import org.cloister.engine.JobTerms;
import org.cloister.identity.Federation;
import org.cloister.identity.Member;
import org.cloister.ledger.note.NoteKey;
import org.cloister.ledger.note.WitnessPolicy;

/** From the federation's descriptor and the job's terms to those of the ledger. */
final class LedgerTerms {

  private LedgerTerms() {}

  /**
   * The terms.
   *
   * @param route how contributions reach the coordinator
   */
  static AuditTerms of(Federation federation, JobTerms job, String route) {
    TreeMap<String, AuditTerms.SiteKeys> sites = new TreeMap<>();
    List<NoteKey> witnesses = new ArrayList<>();
    for (Member member : federation.members()) {
      boolean witness = witnesses.size() < WitnessPolicy.MAX_WITNESSES;
      if (witness) {
        witnesses.add(member.witness());
      }
      sites.put(
          member.name(),
          new AuditTerms.SiteKeys(
              member.signing(), witness ? Optional.of(member.witness()) : Optional.empty()));
    }
    return new AuditTerms(
        job.name(),
        job.digest(),
        route,
        federation.log(),
        WitnessPolicy.majority(federation.log(), witnesses, AuditTerms.quorum(witnesses.size())),
        federation.coordinator(),
        federation.coordinatorKey(),
        sites,
        federation.simulated());
  }
}
