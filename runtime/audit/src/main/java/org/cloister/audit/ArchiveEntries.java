package org.cloister.audit;

import org.cloister.engine.RoundInputs;
import org.cloister.ledger.entry.ArchiveEntry;
import org.cloister.ledger.entry.ArchiveErasure;
import org.cloister.ledger.entry.JobRound;
import org.cloister.model.Digest;

/** What the ledger says of archives of rounds. */
record ArchiveEntries(AuditTerms terms) {

  ArchiveEntry stored(RoundInputs inputs, Digest archive) {
    return new ArchiveEntry(at(inputs.jobRound()), inputs.step(), archive);
  }

  ArchiveErasure erased(RoundStore.Erased erased) {
    return new ArchiveErasure(at(erased.round()), erased.step(), erased.archive(), "retention");
  }

  private JobRound at(long round) {
    return new JobRound(terms.origin(), terms.job(), round);
  }
}
