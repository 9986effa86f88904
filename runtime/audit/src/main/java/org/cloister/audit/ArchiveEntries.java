package org.cloister.audit;

import org.cloister.engine.RoundInputs;
import org.cloister.ledger.entry.OtherBody;
import org.cloister.ledger.json.ObjectBuilder;
import org.cloister.model.Digest;

/**
 * What the ledger says of archives of rounds: {@code archive} when one was stored, {@code
 * archive-erasure} when it was erased as the retention says. Both name origin, job, round, step and
 * the digest of the stored bytes, which are encrypted.
 */
final class ArchiveEntries {
  static final String STORED = "archive";
  static final String ERASED = "archive-erasure";

  private final AuditTerms terms;

  ArchiveEntries(AuditTerms terms) {
    this.terms = terms;
  }

  OtherBody stored(RoundInputs inputs, Digest archive) {
    return new OtherBody(STORED, body(inputs.jobRound(), inputs.step(), archive).build());
  }

  OtherBody erased(RoundStore.Erased erased) {
    return new OtherBody(
        ERASED,
        body(erased.round(), erased.step(), erased.archive()).put("basis", "retention").build());
  }

  private ObjectBuilder body(long round, String step, Digest archive) {
    return new ObjectBuilder()
        .put("origin", terms.origin())
        .put("job", terms.job())
        .put("round", round)
        .put("step", step)
        .put("archive", archive);
  }
}
