package org.cloister.spi;

import java.time.Duration;
import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Settings;

/**
 * What an agent can ask of the engine. Each command ends with one {@link Event}, or ends the job
 * where it cannot be carried out.
 */
public sealed interface Command {

  /**
   * Choose the sites of this round by a {@link ParticipantSelector}; ends with {@link
   * Event.Selected}.
   */
  record Select(String selector, Settings settings) implements Command {}

  /** Make the first model; ends with {@link Event.Initialised}. */
  record Initialise() implements Command {}

  /**
   * Ask sites; ends with {@link Event.SitesReported} when all answered or the deadline passed.
   *
   * @param task what to do
   * @param sites who; at least one
   * @param quorum how many must count, at least 1; fewer end the job with {@link
   *     ErrorCode#BELOW_QUORUM}
   * @param deadline how long to wait
   */
  record RunAtSites(SiteTask task, List<String> sites, int quorum, Duration deadline)
      implements Command {
    public RunAtSites {
      sites = List.copyOf(sites);
      CloisterException.require(
          quorum >= 1 && !sites.isEmpty() && !deadline.isNegative() && !deadline.isZero(),
          ErrorCode.WORKFLOW_INVALID,
          "A step at sites needs at least one site, a quorum of at least 1 and a deadline, were "
              + sites
              + ", "
              + quorum
              + ", "
              + deadline
              + ".");
    }
  }

  /**
   * Make a candidate from the training of node {@code trainNode} in this round; ends with {@link
   * Event.Aggregated}.
   */
  record Aggregate(String trainNode) implements Command {}

  /**
   * Make the candidate the current model and publish it; ends with {@link Event.Updated}. Sites
   * that counted commit their states.
   */
  record Update() implements Command {}

  /**
   * Run a {@link Computation} on an able node; it moves to another when that one fails. Ends with
   * {@link Event.Computed}.
   */
  record Compute(String computation, Settings settings, Duration deadline) implements Command {}

  /**
   * Run a whole {@link Workflow} inside this one, with its own rounds and the same sites and model;
   * ends with {@link Event.ChildEnded}.
   */
  record RunChild(String workflow, Settings settings) implements Command {}

  /** End the job after this round. */
  record Stop(String reason) implements Command {}
}
