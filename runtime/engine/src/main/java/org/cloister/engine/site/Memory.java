package org.cloister.engine.site;

import java.util.Optional;
import org.cloister.model.FloatVector;
import org.cloister.spi.SiteState;

/**
 * What a site remembers of a job from round to round. A round works on a snapshot; the new one is
 * kept pending and committed only if the round counted the site.
 *
 * @param trainer what the trainer remembers
 * @param home the HOME values; empty before they are first needed
 * @param residual what a data-dependent compressor left out so far; empty if nothing
 * @param steps mini-batch steps done, so that the order of batches goes on
 */
record Memory(
    SiteState trainer, Optional<FloatVector> home, Optional<FloatVector> residual, long steps) {
  static Memory blank() {
    return new Memory(SiteState.empty(), Optional.empty(), Optional.empty(), 0);
  }
}
