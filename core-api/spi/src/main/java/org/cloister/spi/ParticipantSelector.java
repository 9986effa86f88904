package org.cloister.spi;

import java.util.List;
import org.cloister.model.Settings;

/** Chooses the sites of a round. Pure: the same arguments give the same choice. */
public interface ParticipantSelector extends Role {

  /**
   * The chosen sites.
   *
   * @param round from 1
   * @param candidates all sites that are there, in roster order; at least one
   * @return at least one of them, each once
   */
  List<String> select(int round, List<Candidate> candidates, Settings settings, long seed);
}
