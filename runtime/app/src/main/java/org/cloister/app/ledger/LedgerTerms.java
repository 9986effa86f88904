package org.cloister.app.ledger;

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
    int witnesses = 0;
    for (Member member : federation.members()) {
      boolean witness = witnesses++ < WitnessPolicy.MAX_WITNESSES;
      sites.put(
          member.name(),
          new AuditTerms.SiteKeys(
              member.signing().ed25519(),
              witness ? Optional.of(member.witness()) : Optional.empty()));
    }
    return new AuditTerms(
        job.name(),
        job.digest(),
        route,
        federation.log(),
        policy(federation),
        federation.coordinator(),
        federation.coordinatorKey().ed25519(),
        sites,
        federation.simulated());
  }

  /** Whose cosignatures count: those of the first members. */
  static WitnessPolicy policy(Federation federation) {
    List<NoteKey> witnesses =
        federation.members().stream()
            .limit(WitnessPolicy.MAX_WITNESSES)
            .map(Member::witness)
            .toList();
    return WitnessPolicy.majority(
        federation.logs(), witnesses, AuditTerms.quorum(witnesses.size()));
  }
}
