package org.cloister.engine;

import java.util.Optional;
import org.cloister.model.FloatVector;
import org.cloister.spi.SiteState;

/**
 * What a site remembers of a job from round to round. A round works on a snapshot; the new one is
 * kept pending and committed only if the round counted the site. It is the site's secret: whoever
 * keeps it does so at the site.
 *
 * @param trainer what the trainer remembers
 * @param home the HOME values; empty before they are first needed
 * @param residual what a data-dependent compressor left out so far; empty if nothing
 * @param steps mini-batch steps done, so that the order of batches goes on; 0 or more
 */
public record SiteMemory(
    SiteState trainer, Optional<FloatVector> home, Optional<FloatVector> residual, long steps) {

  private static final SiteMemory BLANK =
      new SiteMemory(SiteState.empty(), Optional.empty(), Optional.empty(), 0);

  /** What a site remembers before its first round. */
  public static SiteMemory blank() {
    return BLANK;
  }
}
