package org.cloister.app.run;

import java.util.Optional;
import org.cloister.app.ledger.LedgerOfRun;
import org.cloister.app.ledger.LedgerSummary;
import org.cloister.app.record.RunFile;
import org.cloister.engine.JobOutcome;
import org.cloister.node.ModelSink;
import org.cloister.node.PartyLedger;
import org.cloister.node.Refusals;
import org.cloister.node.StateSink;

/** The ledger of a run that is kept in a folder; nothing for a run that is not. */
record RecordedLedger(Optional<LedgerOfRun> ledger) implements AutoCloseable {

  PartyLedger of(String party) {
    return ledger.map(log -> log.of(party)).orElseGet(PartyLedger::none);
  }

  Refusals refusals(String party) {
    return ledger.map(log -> log.refusals(party)).orElseGet(Refusals::none);
  }

  ModelSink releasing(ModelSink next) {
    return ledger.map(log -> log.releasing(next)).orElse(next);
  }

  StateSink saving(String party, StateSink next) {
    return ledger.map(log -> log.saving(party, next)).orElse(next);
  }

  void stopped(JobOutcome outcome) {
    ledger.ifPresent(log -> log.stopped(outcome));
  }

  Optional<LedgerSummary> summary() {
    return ledger.map(LedgerOfRun::summary);
  }

  /** What is run, with the ledger as it stands. */
  RunFile in(RunFile facts) {
    return summary()
        .map(now -> facts.with(new RunFile.Ledger(now.origin(), now.entries(), now.root())))
        .orElse(facts);
  }

  @Override
  public void close() {
    ledger.ifPresent(LedgerOfRun::close);
  }
}
