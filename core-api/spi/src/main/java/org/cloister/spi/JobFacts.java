package org.cloister.spi;

import java.util.List;

/**
 * What every agent knows of its job from the start.
 *
 * @param name of the job
 * @param roster all sites that may take part, in the order of the job file
 * @param seed of the job
 */
public record JobFacts(String name, List<String> roster, long seed) {
  /** Copies the roster. */
  public JobFacts {
    roster = List.copyOf(roster);
  }
}
