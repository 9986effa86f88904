package org.cloister.plugins.secagg;

/** Of which secret of its dealer a share is; nobody ever reveals both kinds of one dealer. */
enum ShareKind {
  /** The seed of the key that it masks with each other site; revealed if it dropped out. */
  MASK_KEY,
  /** The seed of its own mask; revealed if its input counts. */
  SELF_MASK
}
