package org.cloister.spi;

/** Why a site that was asked did not count. */
public enum DropReason {
  /** It left the job or could not be reached. */
  LEFT,
  /** No answer before the deadline. */
  DEADLINE,
  /** Its work failed there: a plugin threw, its data could not be read. */
  FAILED,
  /** Its answer was not what was asked for. */
  INVALID,
  /** Its update had values that are not finite; seen on the open route only. */
  NOT_FINITE,
  /** It runs other plugins than the round asks for. */
  PLUGINS_DIFFER,
  /** Its policy declined. */
  DECLINED,
  /**
   * Its session revealed nothing: too few were left, or one of them broke the protocol. Nothing
   * says that this site is to blame.
   */
  UNREVEALED
}
