package org.cloister.engine.coordinator;

import java.util.HashSet;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Seeds;
import org.cloister.spi.Command;
import org.cloister.spi.ParticipantSelector;

/** Has a selector choose the sites of a round, and holds it to its contract. */
record Selection(Job job) {

  /** The chosen sites, in the order of the roster. */
  List<String> of(int round, Command.Select command) {
    ParticipantSelector selector = selector(command.selector());
    CloisterException.require(
        !job.sites.nobodyHere(),
        ErrorCode.BELOW_QUORUM,
        "In round " + round + " no site is there.");
    long seed = Seeds.derive(job.terms.seed(), "select", round, "", selector.id());
    List<String> chosen = selector.select(round, job.sites.candidates(), command.settings(), seed);
    CloisterException.require(
        !chosen.isEmpty()
            && new HashSet<>(chosen).size() == chosen.size()
            && job.sites.here().containsAll(chosen),
        ErrorCode.PLUGIN_CONTRACT_BROKEN,
        "Selector "
            + selector.id()
            + " must choose at least one of "
            + job.sites.here()
            + ", each once; it chose "
            + chosen
            + ".");
    return job.terms.roster().stream().filter(chosen::contains).toList();
  }

  private ParticipantSelector selector(String id) {
    ParticipantSelector selector = job.assembly().selectors().get(id);
    if (selector == null) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND,
          "The workflow asks for the selector "
              + id
              + ", which the job does not have; it has "
              + job.assembly().selectors().keySet()
              + ".");
    }
    return selector;
  }
}
