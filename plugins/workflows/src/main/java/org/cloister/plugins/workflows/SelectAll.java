package org.cloister.plugins.workflows;

import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.cloister.spi.ParticipantSelector;

/** Every site that is there, every round. No settings. */
final class SelectAll implements ParticipantSelector {

  @Override
  public String id() {
    return "all";
  }

  @Override
  public List<String> select(int round, List<Candidate> candidates, Settings settings, long seed) {
    settings.requireOnly();
    return candidates.stream().map(Candidate::site).toList();
  }
}
