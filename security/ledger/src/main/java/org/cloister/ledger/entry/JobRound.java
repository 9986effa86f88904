package org.cloister.ledger.entry;

import org.cloister.ledger.json.Members;
import org.cloister.ledger.json.ObjectBuilder;

/**
 * Which round of which job on which log: what all that belongs to a round names, so that a
 * signature never counts for another one.
 *
 * @param origin the log
 * @param job the job
 * @param round the round, from 0
 */
public record JobRound(String origin, String job, long round) {

  /** Checks the names and the number. */
  public JobRound {
    Checks.name(origin, "origin");
    Checks.name(job, "job");
    Checks.count(round, "round");
  }

  static JobRound read(Members in) {
    return new JobRound(in.text("origin"), in.text("job"), in.integer("round"));
  }

  /** An object that begins with these three members. */
  ObjectBuilder json() {
    return new ObjectBuilder().put("origin", origin).put("job", job).put("round", round);
  }
}
