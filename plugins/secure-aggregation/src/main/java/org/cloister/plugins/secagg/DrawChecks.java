package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.protection.SessionPlan;

/**
 * What a site insists on where the graph is drawn: no coordinator may choose its neighbours. As
 * with all of {@link SiteChecks}, each stops an attack of its own.
 */
class DrawChecks {

  /** The graph withstands no more dropouts than the settings say, so none may be asked for. */
  void sparse(SessionPlan plan, SparseTerms terms) {
    CloisterException.require(
        plan.threshold() >= terms.survivors(),
        ErrorCode.PROTECTION_REFUSED,
        "The threshold of a session of "
            + plan.roster().size()
            + " sites with these settings must be at least "
            + terms.survivors()
            + ", was "
            + plan.threshold()
            + ".");
  }

  /** A site whose commitment is not in the list has no part in the draw. */
  void ownCommitment(Commitment mine, List<Commitment> all) {
    CloisterException.require(
        all.contains(mine),
        ErrorCode.SESSION_MISMATCH,
        "The coordinator's list of commitments must hold this site's own, as it sent it.");
  }

  /** Whoever chooses which openings to hide chooses among as many graphs. */
  void withheld(Terms terms, int count) {
    int most = terms.sparse().orElseThrow().withheld();
    CloisterException.require(
        count <= most,
        ErrorCode.PROTECTION_REFUSED,
        "The draw of the graph must go on without at most "
            + most
            + " of those who committed, was without "
            + count
            + ".");
  }

  /** An opening that was made up later could steer the draw. */
  void opening(Commitment commitment, Bytes opened) {
    CloisterException.require(
        commitment.value().equals(opened),
        ErrorCode.SESSION_MISMATCH,
        "An opening must be what its site committed to before the graph was drawn.");
  }

  /** A site has one pair of keys in a session, the same for all. */
  void boundKeys(Commitment commitment, Bytes statement) {
    CloisterException.require(
        commitment.keys().equals(statement),
        ErrorCode.SESSION_MISMATCH,
        "The keys of a neighbour must be those that it committed to.");
  }

  /** Signatures of sites far off say nothing about what a site's neighbours were told. */
  void known(Graph graph, int self, int signer) {
    CloisterException.require(
        graph.joins(self, signer),
        ErrorCode.MESSAGE_MALFORMED,
        "The signatures that a site is shown must be those of its neighbours.");
  }

  /**
   * Of its neighbours on the list of dealers a site must hear all, and what the others hear of
   * them. A neighbour that is hidden from the list, too, is not missed here: {@link
   * GraphFinder#LYING} allows for that.
   */
  void rolled(List<DealerRoll.Entry> expected, List<DealerRoll.Entry> given) {
    CloisterException.require(
        expected.equals(given),
        ErrorCode.SESSION_MISMATCH,
        "A site must get a share of each of its neighbours on the list of dealers, and no other.");
  }
}
