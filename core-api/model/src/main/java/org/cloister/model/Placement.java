package org.cloister.model;

/**
 * Where a tensor lives. The engine splits and joins by placement, so that every trainer works with
 * every placement.
 */
public enum Placement {
  /** Trained and federated: its change leaves the site on the job's route. */
  SHARED,
  /**
   * Trained and kept: it stays in the site's state and never leaves (FedBN, FedPer, user factors).
   */
  HOME,
  /** Not trained: it comes from the base model that the job names (LoRA). */
  FROZEN
}
