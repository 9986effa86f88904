package org.cloister.model;

/** Which data sets count as neighbours in a privacy guarantee. */
public enum Neighbours {
  /** One unit more or less. */
  ADD_REMOVE,
  /** One unit replaced; doubles the sensitivity of a sum. */
  REPLACE_ONE
}
