package org.cloister.app.run;

import java.util.Map;
import java.util.Optional;
import org.cloister.app.identity.RunIdentities;
import org.cloister.app.job.Job;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.record.OutputFolder;
import org.cloister.engine.SiteBinding;
import org.cloister.node.FileVectors;

/**
 * All that a run has; closed by who made it.
 *
 * @param ready the job with its plugins
 * @param sites what is each site's own
 * @param vectors where those go that are large
 * @param recording what is kept, and what the run goes on from
 * @param identities who the parties are
 * @param ledger of the run
 */
record RunParts(
    ReadyJob ready,
    Map<String, SiteBinding> sites,
    FileVectors vectors,
    Recording recording,
    RunIdentities identities,
    RecordedLedger ledger) {

  Job job() {
    return ready.job();
  }

  Optional<OutputFolder> folder() {
    return recording.folder();
  }
}
