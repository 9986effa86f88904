package org.cloister.app.plugins;

import java.util.Optional;
import org.cloister.app.job.Job;
import org.cloister.app.job.SiteEntry;
import org.cloister.engine.JobTerms;
import org.cloister.engine.data.Preparation;

/** What the parties of a job agree on, from its file. */
public final class Terms {

  private Terms() {}

  /** The terms of {@code job}; it starts from no base model. */
  public static JobTerms of(Job job) {
    return of(job, job.data().preparation());
  }

  /** The same where the tables become numbers by {@code preparation}. */
  public static JobTerms of(Job job, Preparation preparation) {
    return new JobTerms(
        job.name(),
        job.seed(),
        job.sites().stream().map(SiteEntry::id).toList(),
        job.data().schema(),
        preparation,
        job.training().batchSize(),
        job.training().clipNorm(),
        job.training().episodesPerRound(),
        Optional.empty(),
        Optional.empty());
  }
}
