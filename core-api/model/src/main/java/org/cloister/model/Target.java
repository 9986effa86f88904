package org.cloister.model;

/** What a label is. */
public enum Target {
  /** A real number (regression). */
  REAL,
  /** A count, 0 or more. */
  COUNT,
  /** 0 or 1. */
  BINARY,
  /** An index of a class, from 0. */
  CLASS
}
