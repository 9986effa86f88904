package org.cloister.tck;

/** How thoroughly to check. */
public enum CheckLevel {
  /** What a host does before it admits a bundle: fast, without side effects. */
  ADMISSION,
  /** What an author does before publishing: every rule, on every input that a role accepts. */
  FULL
}
