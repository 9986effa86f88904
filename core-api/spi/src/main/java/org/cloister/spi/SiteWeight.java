package org.cloister.spi;

/** What a site's weight is. */
public enum SiteWeight {
  /** Its number of training examples. */
  EXAMPLES,
  /** 1 for every site. */
  UNIFORM
}
