package org.cloister.app.run;

import org.cloister.app.job.Job;
import org.cloister.app.plugins.ReadyJob;
import org.cloister.app.record.Names;
import org.cloister.app.record.Provenance;
import org.cloister.engine.JobTerms;
import org.cloister.model.Model;
import org.cloister.node.ModelSink;

/**
 * Keeps each model with all that it came from.
 *
 * @param log keeps it, and knows the plugins of its round
 * @param program the version of Cloister
 */
record PublishedModels(RunLog log, ReadyJob ready, JobTerms terms, String program)
    implements ModelSink {

  @Override
  public void publish(int round, Model model) {
    Job job = ready.job();
    log.publish(
        round,
        model,
        new Provenance(
            job.name(),
            job.digest(),
            terms.digest(),
            job.seed(),
            Names.of(job.aggregation().route()),
            Visibility.of(job.aggregation()),
            terms.roster(),
            ready.pins(log.pins()),
            program,
            JobRecipe.of(job)));
  }
}
