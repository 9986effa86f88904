package org.cloister.engine.rehearsal;

import java.util.List;
import org.cloister.model.Settings;
import org.cloister.spi.Candidate;
import org.cloister.spi.ParticipantSelector;

/** Selects all. */
final class EveryOne implements ParticipantSelector {
  @Override
  public String id() {
    return "all";
  }

  @Override
  public List<String> select(int round, List<Candidate> candidates, Settings settings, long seed) {
    return candidates.stream().map(Candidate::site).toList();
  }
}
