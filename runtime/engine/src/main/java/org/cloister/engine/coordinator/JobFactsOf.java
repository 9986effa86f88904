package org.cloister.engine.coordinator;

import org.cloister.engine.JobTerms;
import org.cloister.spi.JobFacts;

/** What agents know of a job. */
public final class JobFactsOf {
  private JobFactsOf() {}

  /** The facts in these terms. */
  public static JobFacts terms(JobTerms terms) {
    return new JobFacts(terms.name(), terms.roster(), terms.seed());
  }
}
