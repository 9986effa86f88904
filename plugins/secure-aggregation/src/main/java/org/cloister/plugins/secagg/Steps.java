package org.cloister.plugins.secagg;

/**
 * The protocol's messages by name, in their order. A site speaks first, and in turn from then on.
 */
final class Steps {
  /** A site offers its two public keys of this session. */
  static final String KEYS = "keys";

  /** Where the graph is drawn, the hub lists what all committed to with their keys. */
  static final String COMMITMENTS = "commitments";

  /** A site opens what it committed to. */
  static final String OPENING = "opening";

  /**
   * The hub lists all offers; where the graph is drawn, all openings and the neighbours' offers.
   */
  static final String ROSTER = "roster";

  /** A site deals shares of its two seeds, sealed for their holders. */
  static final String SHARES = "shares";

  /** The hub passes each site the shares that are its own. */
  static final String DEALT = "dealt";

  /** A site gives its masked residues. */
  static final String INPUT = "input";

  /** The hub names those whose input came. */
  static final String SURVIVORS = "survivors";

  /** A site signs that it was told these survivors. */
  static final String CONSENT = "consent";

  /** The hub shows the signatures. */
  static final String AGREEMENT = "agreement";

  /** A site reveals one share of each peer whose shares it holds. */
  static final String REVEAL = "reveal";

  private Steps() {}
}
